"""Saved pages in the shapes of a dozen publishing systems: the furniture of each around a made-up report."""

from __future__ import annotations

from collections.abc import Callable

STORIES = (
    (
        "Ferry line to Norrvik will close in March",
        "Ines Holt",
        "2024-02-11T08:15:00+01:00",
        (
            (
                "The ferry between Sandö and Norrvik will stop running on March 3, the shipping"
                " company Halden Lines said on Sunday. About 240 commuters use it each day."
            ),
            (
                "&ldquo;We have lost money on this route for six years,&rdquo; said chief executive"
                " Marit Halden. She did not say how many of the crew&rsquo;s 31 members would keep"
                " their jobs."
            ),
            (
                "The mayor of Norrvik, Jonas Ek, called the decision <em>a disgrace</em> and said the"
                " town would ask the region for help &mdash; &ldquo;tomorrow, not next year&rdquo;."
            ),
            (
                "A bus around the bay takes 95 minutes; the ferry needs 20. The region had paid"
                " 4.2&nbsp;million crowns a year for the route until 2021."
            ),
        ),
    ),
    (
        "Council votes down tower at Brickfield Yard",
        "Priya Nandan and Colm Reyes",
        "2023-11-30T19:02:11Z",
        (
            (
                "Councillors in Eastmere rejected plans for a 34-storey tower at Brickfield Yard on"
                " Thursday by nine votes to four, after a debate of almost five hours."
            ),
            (
                "Developer Castellan Homes had promised 410 flats, of which 82 would have been let at"
                " social rents. <a href='/people/dora-finch'>Dora Finch</a>, who leads the planning"
                " committee, said the tower would &quot;put two schools in the shade&quot;."
            ),
            (
                "Castellan&#8217;s director of planning, Ewan Marsh, said the firm would appeal. &#8220;The"
                " city needs homes &amp; it needs them now,&#8221; he said."
            ),
            (
                "Residents of the neighbouring Tanner Street estate cheered when the result was read"
                " out. Their spokeswoman, Ruth Adeyemi, said they had collected 6,300 signatures."
            ),
        ),
    ),
    (
        "Drought: Valdera limits water to four hours a day",
        "Tomás Quiroga",
        "2022-08-19",
        (
            (
                "The city of Valdera will give households water for four hours a day from Monday, the"
                " water authority announced. Reservoir levels have fallen to 11 percent."
            ),
            (
                "Hospitals and the two bakeries that supply the schools are exempt, the authority's"
                " head, Lucía Barros, told reporters. She expects the limits to last until October."
            ),
            (
                "Farmers' leader Anselmo Vega accused the government of having ignored warnings since"
                " spring. A spokesman for the ministry of agriculture declined to comment."
            ),
            (
                "In 2017, limits of the same kind lasted 61 days. Then 14,000 people were supplied by"
                " tankers, according to figures of the regional government."
            ),
        ),
    ),
)


def _paragraphs(body: tuple[str, ...], before: str = "<p>", after: str = "</p>") -> str:
    return "\n".join(f"{before}{paragraph}{after}" for paragraph in body)


def _head(title: str, author: str, when: str, site: str, more: str = "") -> str:
    return (
        f'<head><meta charset="utf-8"><title>{title} | {site}</title>'
        f'<meta property="og:site_name" content="{site}"><meta name="author" content="{author}">'
        f'<meta property="article:published_time" content="{when}">{more}</head>'
    )


def wordpress(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A blog theme: entry header, entry content, related posts, comments, widgets."""
    return f"""<!DOCTYPE html>
<html lang="en-GB">{_head(title, author, when, "Bay Gazette")}
<body class="post-template-default single single-post postid-881">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><div class="site-branding"><p class="site-title"><a href="/">Bay Gazette</a></p></div>
<nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu"><li class="menu-item"><a href="/news/">News</a></li>
<li class="menu-item"><a href="/sport/">Sport</a></li><li class="menu-item"><a href="/opinion/">Opinion</a></li></ul></nav></header>
<div id="content" class="site-content"><main id="main" class="site-main">
<article id="post-881" class="post-881 post type-post status-publish format-standard hentry category-local">
<header class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta"><span class="posted-on">Posted on
<time class="entry-date published" datetime="{when}">{when[:10]}</time></span> <span class="byline">by {author}</span></div></header>
<div class="entry-content">
{_paragraphs(body)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">Facebook</a></li></ul></div>
</div><footer class="entry-footer"><span class="cat-links">Posted in <a href="/local/">Local</a></span></footer></article>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts</h2><ol class="comment-list"><li class="comment"><div class="comment-content"><p>About time somebody said so.</p></div></li></ol></div>
</main></div><aside id="secondary" class="widget-area"><section class="widget"><h2>Recent posts</h2><ul><li><a href="/a/">Snow closes school</a></li><li><a href="/b/">Cat found in organ</a></li></ul></section></aside>
<footer id="colophon" class="site-footer"><div class="site-info">Proudly powered by a machine in the cellar</div></footer></body></html>"""


def drupal(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """Nodes, regions and fields, each in divs of its own."""
    return f"""<!DOCTYPE html>
<html lang="en" dir="ltr">{_head(title, author, when, "The Eastmere Post")}<body class="path-node page-node-type-article">
<div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region region-header">
<div id="block-branding" class="block"><a href="/" rel="home">The Eastmere Post</a></div></div></header>
<div class="region region-breadcrumb"><nav class="breadcrumb" aria-labelledby="system-breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/city">City</a></li></ol></nav></div>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content">
<div id="block-page-title" class="block"><h1><span class="field field--name-title">{title}</span></h1></div>
<article class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">Submitted by <span>{author}</span> on <span>{when}</span></div></footer>
<div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">
{_paragraphs(body)}
</div><div class="field field--name-field-tags"><div class="field__label">Tags</div><div class="field__items"><div class="field__item"><a href="/t/1">city</a></div></div></div>
<ul class="links inline"><li><a href="/user/login">Log in</a> to post comments</li></ul></div></article></div></div></main>
<footer role="contentinfo"><div class="region region-footer"><p>Contact us. Terms of use. Privacy.</p></div></footer></div></div></body></html>"""


def ghost(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A newsletter: cards inside the text, a box to subscribe."""
    return f"""<!DOCTYPE html><html lang="en">{_head(title, author, when, "Low Tide Letter")}<body class="post-template tag-region">
<div class="viewport"><header id="gh-navigation" class="gh-navigation"><a class="gh-navigation-logo" href="/">Low Tide Letter</a><ul class="nav"><li class="nav-home"><a href="/">Home</a></li><li><a href="/about/">About</a></li></ul></header>
<main class="gh-main"><article class="gh-article post"><header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/tag/region/">Region</a><h1 class="gh-article-title">{title}</h1>
<div class="gh-article-meta"><h4 class="gh-article-author-name"><a href="/author/x/">{author}</a></h4><time datetime="{when}">{when[:10]}</time><span>2 min read</span></div></header>
<section class="gh-content gh-canvas">{_paragraphs(body[:2])}
<figure class="kg-card kg-image-card"><img src="/pic.jpg" alt="The quay"><figcaption>The quay in the morning</figcaption></figure>
{_paragraphs(body[2:])}</section></article>
<section class="gh-comments gh-canvas"></section><div class="footer-cta"><h2>Sign up for more like this.</h2><a class="gh-subscribe-input">Enter your email</a></div></main>
<footer class="gh-footer">Low Tide Letter © 2024</footer></div></body></html>"""


def newsroom(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A large paper: hashed class names, an advertisement and a teaser between paragraphs."""
    teaser = (
        '<div class="css-ad1 ad-slot"><div class="ad-label">Advertisement</div></div>'
        '<aside class="css-rel related-teaser"><h4>More on this</h4><a href="/other">What the new rules mean for you</a></aside>'
    )
    first, rest = _paragraphs(body[:2], '<p class="css-1ebnwsw e1wiw3jv0">'), body[2:]
    data = f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}","datePublished":"{when}","author":[{{"@type":"Person","name":"{author}"}}],"publisher":{{"@type":"NewsMediaOrganization","name":"The Meridian"}}}}'
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"/><title>{title} - The Meridian</title>
<script type="application/ld+json">{data}</script><style>.css-1ebnwsw{{font-size:20px}}</style></head>
<body><div id="app"><div class="css-1a2b3c"><header class="css-top"><button>Menu</button><a href="/">The Meridian</a></header>
<main id="site-content"><article id="story" class="css-1vxca1d"><header class="css-head"><h1 class="css-h1" data-testid="headline">{title}</h1><div class="css-byline"><p>By <span class="last-byline">{author}</span></p></div></header>
<section name="articleBody" class="meteredContent css-1r7ky0e"><div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{first}</div></div>
{teaser}
<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{_paragraphs(rest, '<p class="css-1ebnwsw e1wiw3jv0">')}</div></div></section>
<div class="bottom-of-article"><p>A version of this article appears in print.</p></div></article></main><footer><nav><ul><li><a href="/help">Help</a></li><li><a href="/jobs">Work with us</a></li></ul></nav></footer></div></div></body></html>"""


def tables(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A site of the nineties: tables for the layout, fonts, breaks instead of paragraphs."""
    return f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF" LINK=blue>
<TABLE WIDTH="100%" BORDER=0 CELLPADDING=4><TR><TD COLSPAN=2><FONT SIZE=6>Valdera Online</FONT></TD></TR>
<TR><TD WIDTH=150 VALIGN=top><A HREF="index.htm">Start</A><BR><A HREF="sport.htm">Sport</A><BR><A HREF="weather.htm">Weather</A></TD>
<TD VALIGN=top><H2>{title}</H2><I>{author}, {when[:10]}</I><P>
{"<BR><BR>".join(body)}
<HR><CENTER><FONT SIZE=1>Write to the webmaster</FONT></CENTER></TD></TR></TABLE></BODY></HTML>"""


def blogger(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """Paragraphs as divs, with empty ones between them."""
    inner = "<div><br /></div>".join(f'<div style="text-align: justify;">{p}</div>' for p in body)
    return f"""<!DOCTYPE html><html dir='ltr' lang='en'>{_head(title, author, when, "Notes from the Bay")}
<body class='item-view'><div class='page'><header class='header'><h1><a href='/'>Notes from the Bay</a></h1></header>
<div class='main-inner'><div class='widget Blog'><div class='blog-posts hfeed container'><article class='post-outer-container'><div class='post-outer'><div class='post'>
<h3 class='post-title entry-title'>{title}</h3><div class='post-header'><span class='post-author vcard'>{author}</span> <time class='published' datetime='{when}'>{when[:10]}</time></div>
<div class='post-body entry-content float-container' id='post-body-77'>{inner}</div><div class='post-bottom'><a href='#'>Email Post</a></div></div></div>
<section class='comments' id='comments'><h3>Comments</h3><p class='comment-footer'><a href='#'>Post a comment</a></p></section></article></div></div></div>
<aside class='sidebar-container'><h3>Blog archive</h3><ul><li><a href='/2021/'>2021</a></li><li><a href='/2020/'>2020</a></li></ul></aside></div></body></html>"""


def amp(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A page for telephones: its own elements, styles in the head."""
    return f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.example/v0.js"></script><title>{title}</title>
<link rel="canonical" href="https://harbour.example/2024/story"><meta name="viewport" content="width=device-width"><meta name="author" content="{author}"><meta property="article:published_time" content="{when}"><meta property="og:site_name" content="Harbour Daily">
<style amp-custom>h1{{color:#111}}</style><noscript><style amp-boilerplate>body{{animation:none}}</style></noscript></head>
<body><amp-sidebar id="sidebar" layout="nodisplay"><ul><li><a href="/">Front page</a></li></ul></amp-sidebar><header class="top"><a href="/">Harbour Daily</a></header>
<article class="amp-article"><h1>{title}</h1><amp-img src="a.jpg" width="600" height="400"></amp-img><div class="article-body">
{_paragraphs(body[:1])}<amp-ad width="300" height="250" type="x"></amp-ad>{_paragraphs(body[1:])}</div></article><footer>Harbour Daily</footer></body></html>"""


def static(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """A page of a generator: hard-wrapped lines, unclosed paragraphs, no classes."""
    wrapped = "\n\n".join("<p>" + paragraph.replace(". ", ".\n   ") for paragraph in body)
    return f"""<!DOCTYPE html>
<html lang=en>
<meta charset=utf-8>
<title>{title}</title>
<meta name=author content="{author}">
<meta name=date content="{when[:10]}">
<body>
<nav><a href=/>index</a> / <a href=/feed.xml>feed</a></nav>
<main>
<h1>{title}</h1>
{wrapped}
</main>
<footer>written by hand</footer>
"""


def microdata(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """An agency's portal: microdata, a pull quote, a list of key points."""
    return f"""<!DOCTYPE html><html lang="en">{_head(title, author, when, "Union Wire")}<body>
<div class="cookie-banner" role="dialog"><p>We value your privacy. We and our partners store information on a device.</p><button>Accept</button></div>
<div class="wrap"><header><ul class="topnav"><li><a href="/world">World</a></li><li><a href="/business">Business</a></li></ul></header>
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1><span itemprop="author">{author}</span><time itemprop="datePublished" datetime="{when}">{when[:10]}</time>
<div itemprop="articleBody" class="article-text"><ul class="key-points"><li>It was announced at the weekend.</li><li>Those who are affected protest.</li></ul>
{_paragraphs(body[:2])}<blockquote><p>It cannot go on like this, and everybody in the room knew it.</p></blockquote>{_paragraphs(body[2:])}</div></div>
<section class="most-read"><h2>Most read</h2><ol><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ol></section></div></body></html>"""


def liveblog(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """Posts with times, the newest first."""
    posts = "\n".join(
        f'<div class="live-post" id="p{n}"><time datetime="{when}">{18 - n}:0{n}</time><h3 class="live-post-title">Update {n}</h3><p>{paragraph}</p></div>'
        for n, paragraph in enumerate(body, 1)
    )
    return f"""<!DOCTYPE html><html lang="en">{_head(title, author, when, "Nightdesk")}<body><header><a href="/">Nightdesk</a></header><main><article class="live"><h1>{title}</h1>
<div class="live-posts article-body">{posts}</div></article></main><footer><p>All times are local.</p></footer></body></html>"""


def legacy(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """An archive in windows-1252 that says so, with quotation marks of one byte."""
    text = _paragraphs(body).replace("&ldquo;", "“").replace("&rdquo;", "”").replace("&rsquo;", "’")
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>{title}</title></head>
<body><div id="header"><a href="/">Archive</a></div><div id="article"><h1>{title}</h1><p class="by">{author} – {when[:10]}</p>
<div class="body">{text}</div></div><div id="footer">Archive of the paper</div></body></html>"""


def print_view(title: str, author: str, when: str, body: tuple[str, ...]) -> str:
    """What a browser saved: comments of its own, inline styles, spans around words."""
    spanned = [p.replace(" the ", ' <span style="font-weight:400">the</span> ') for p in body]
    return f"""<!DOCTYPE html>
<!-- saved from url=(0042)https://press.example/print?id=5501 -->
<html lang="en">{_head(title, author, when, "Press Example")}
<body style="margin:0"><!-- start --><div class="print"><div class="logo">Press Example</div><h1 class="title">{title}</h1>
<div class="content" style="width:600px"><!-- text -->{_paragraphs(tuple(spanned))}<!-- /text --></div>
<div class="noprint"><a href="javascript:window.print()">Print</a></div></div></body></html>"""


SYSTEMS: tuple[Callable[[str, str, str, tuple[str, ...]], str], ...] = (
    wordpress,
    drupal,
    ghost,
    newsroom,
    tables,
    blogger,
    amp,
    static,
    microdata,
    liveblog,
    legacy,
    print_view,
)


def press_page(system: int, story: int) -> bytes:
    """Write a page of a publishing system about a story, in its encoding."""
    page = SYSTEMS[system](*STORIES[story])
    return page.encode("cp1252" if SYSTEMS[system] is legacy else "utf-8")
