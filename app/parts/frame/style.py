"""The little CSS the pages need beyond the theme: prose, quotes and chips, at any width and in both
themes."""

STYLE = """
<style>
.sq { margin: 0 0 0.4rem 0; line-height: 1.55; overflow-wrap: anywhere; }
[role="dialog"] h2 { font-size: 1.3rem; }
h2.sq-paper, h3.sq { font-size: 1.15rem; padding: 0; }
.sq-place, .sq-places, .sq-why { opacity: 0.8; font-size: 0.92rem; }
.sq-table { border-collapse: collapse; }
.sq-table th, .sq-table td {
    text-align: left; font-weight: 400; padding: 0.3rem 1rem 0.3rem 0;
    border-bottom: 1px solid rgba(128, 128, 128, 0.35);
}
.sq-table thead th { font-weight: 600; }
.sq-table td { font-variant-numeric: tabular-nums; }
dl.sq dt { font-weight: 600; margin-top: 0.6rem; }
dl.sq dd { margin-left: 0; }
.sq-skip { position: fixed; left: 0.5rem; top: -10rem; z-index: 200; padding: 0.5rem 1rem; background: Canvas; }
.sq-skip:focus { top: 0.4rem; }
.sq-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[data-testid="stCaptionContainer"], kbd { opacity: 0.8 !important; }
h3.sq-fact { font-size: 0.95rem; font-weight: 600; margin: 0; padding: 0; }
[class*="st-key-facts-"] { gap: 0.25rem; }
[class*="st-key-fact-"] { align-items: flex-start; }
.sq-lead { font-size: 1.1rem; opacity: 0.8; }
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"],
[class*="st-key-promise-"] [data-testid="stPageLink-NavLink"] {
    padding: 0; text-decoration: underline;
}
[class*="st-key-paper-"] span:has(> [data-testid="stIconMaterial"]),
[class*="st-key-promise-"] span:has(> [data-testid="stIconMaterial"]) { display: none; }
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"] p { white-space: normal; }
.sq-promise { margin-bottom: 0; }
.sq-value { font-size: 1.5rem; font-weight: 600; line-height: 1.2; }
.sq-more summary { cursor: pointer; opacity: 0.8; font-size: 0.92rem; margin-bottom: 0.4rem; }
.sq-more[open] summary { margin-bottom: 0.6rem; }
.sq-question { font-weight: 600; }
.sq-quote { border-left: 3px solid currentColor; padding: 0.2rem 0 0.2rem 0.8rem; margin-left: 0; }
[class*="st-key-asked-"] { scroll-margin-top: 4rem; }
.sq-text mark { background: #ffdd57; color: #1f2a2c; padding: 0 0.1em; }
[class*="st-key-chip-"] button { min-height: 1.75rem; padding: 0 0.4rem; font-size: 0.85rem; }
[data-testid="stBaseButton-tertiary"]:is(:hover, :focus, :active),
[data-testid="stPopoverButton"]:is(:hover, :focus, :active),
[data-testid="stBaseButton-secondary"]:is(:hover, :focus, :active) {
    color: light-dark(#1d5c63, #7cc7bf) !important;
}
button:focus-visible { outline: 3px solid currentColor; outline-offset: 1px; }
[class*="st-key-chat-"] button > div, [class*="st-key-example-"] button > div, [class*="st-key-follow-"] button > div {
    width: 100%;
}
[class*="st-key-chat-"] button *, [class*="st-key-example-"] button *, [class*="st-key-follow-"] button * {
    justify-content: flex-start; text-align: left;
}
[class*="st-key-example-"] button p, [class*="st-key-follow-"] button p { white-space: normal; overflow: visible; }
[class*="st-key-scope-chip-"] button { min-height: 1.75rem; padding: 0 0.6rem; border-radius: 1rem; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
.sq-page { overflow-x: auto; }
.sq-page img { width: 100%; display: block; }
[class*="st-key-larger-"] .sq-page img { width: 1200px; max-width: none; }
[data-testid="stMainBlockContainer"]:has(.st-key-ask-page) { padding-bottom: 0; }
/* Every page begins at the same left edge, under the bar; prose is no wider than one reads with ease. */
[data-testid="stMainBlockContainer"] { padding: 4.5rem 2rem 3rem; max-width: 84rem; margin: 0 auto; }
[data-testid="stMain"]:not(:has(.st-key-place-ask-here, .st-key-place-prepare-here))
    [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { max-width: 48rem; }
[data-testid="stLayoutWrapper"]:has(> .st-key-navigation) {
    position: fixed; inset: 0 0 auto 0; z-index: 96; height: 3.25rem;
    background: Canvas; background: light-dark(#ffffff, #14191a); border-bottom: 1px solid rgba(128, 128, 128, 0.3);
}
[data-testid="stHeader"] { background: transparent; pointer-events: none; z-index: 97; }
[data-testid="stHeader"] :is(button, [role="button"], a) { pointer-events: auto; }
.st-key-navigation {
    height: 100%; padding: 0 max(1.25rem, (100vw - 84rem) / 2 + 1.25rem); gap: 0;
    align-items: stretch; flex-wrap: nowrap; overflow-x: auto;
}
.st-key-subnavigation { gap: 0; flex-wrap: wrap; margin-top: -0.5rem; }
[class*="st-key-place-"], [class*="st-key-subplace-"] { justify-content: center; }
[class*="st-key-place-"] [data-testid="stPageLink-NavLink"] { padding: 0.5rem 0.75rem; background: none; }
[class*="st-key-subplace-"] [data-testid="stPageLink-NavLink"] { padding: 0.25rem 0.75rem 0.25rem 0; background: none; }
[class*="st-key-place-"] [data-testid="stPageLink-NavLink"] p { white-space: nowrap; }
[class*="st-key-place-"][class*="-here"] { box-shadow: inset 0 -3px 0 light-dark(#1d5c63, #7cc7bf); }
[class*="st-key-place-"][class*="-here"] p, [class*="st-key-subplace-"][class*="-here"] p { font-weight: 600; }
[class*="st-key-subplace-"]:not([class*="-here"]) p { text-decoration: underline; }
@media (max-width: 640px) {
    [data-testid="stMainBlockContainer"] { padding: 4.5rem 1rem 3rem; }
    .st-key-navigation { padding: 0 0.5rem; }
    [class*="st-key-place-"] [data-testid="stPageLink-NavLink"] { padding: 0.5rem; }
    [class*="st-key-place-"] [data-testid="stPageLink-NavLink"] p { font-size: 0.85rem; }
    [class*="place-"] [data-testid="stPageLink-NavLink"] span:has(> [data-testid="stIconMaterial"]) { display: none; }
}
[data-testid="stHeading"] h1 { padding: 0.5rem 0; }
.st-key-ask-page { min-height: calc(100vh - 15rem); }
[data-testid="stLayoutWrapper"]:has(> .st-key-quote-panel), [data-testid="stLayoutWrapper"]:has(> .st-key-quote-none),
[data-testid="stLayoutWrapper"]:has(> .st-key-quote-first) {
    position: sticky; top: 4.5rem;
}
.st-key-quote-panel, .st-key-quote-first, .st-key-quote-none {
    border-left: 1px solid rgba(128, 128, 128, 0.35); padding-left: 1.25rem;
}
[data-testid="stLayoutWrapper"]:has(> .st-key-ask-box) { position: sticky; bottom: 0; z-index: 90; }
.st-key-ask-box { background: Canvas; background: light-dark(#ffffff, #14191a); padding: 0.5rem 0 1rem; gap: 0.4rem; }
.st-key-quote-panel, .st-key-quote-first { max-height: calc(100vh - 12rem); overflow-y: auto; gap: 0.4rem; }
.st-key-quote-head h2 {
    font-size: 1rem; padding: 0; margin: 0; overflow: hidden;
    display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
}
[data-testid="stLayoutWrapper"]:has(> .st-key-quote-head) {
    position: sticky; top: 0; z-index: 2; background: Canvas; background: light-dark(#ffffff, #14191a);
}
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-steps-"]) {
    position: sticky; top: 3.4rem; z-index: 1; background: Canvas; background: light-dark(#ffffff, #14191a);
}
[data-testid="stColumn"]:has(.st-key-quote-panel) > *, [data-testid="stColumn"]:has(.st-key-quote-none) > *,
[data-testid="stColumn"]:has(.st-key-quote-first) > * {
    height: 100%;
}
@media (max-width: 1000px) {
    .st-key-ask-page [data-testid="stColumn"] { min-width: 100%; }
    .st-key-quote-none, .st-key-quote-first { display: none; }
    .st-key-quote-panel {
        position: fixed; inset: 3.75rem 0 0 0; z-index: 99; max-height: none; border: 0;
        padding: 1rem; background: Canvas; background: light-dark(#ffffff, #14191a);
    }
    .st-key-ask-page:has(.st-key-quote-panel) { z-index: 99; }
    [data-testid="stMainBlockContainer"]:has(.st-key-quote-panel) .st-key-ask-box { display: none; }
}
@media (max-width: 640px) { [data-testid^="stChatMessageAvatar"] { display: none; } }
/* papers: in lists, and to read */
[class*="st-key-paper-"] a, [class*="st-key-promise-"] a, [class*="st-key-meeting-"] a { color: inherit !important; }
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"],
[class*="st-key-meeting-"] [data-testid="stPageLink-NavLink"] {
    padding: 0; background: none; text-decoration: underline;
}
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"] p { font-weight: 400; }
[class*="st-key-meeting-"] [data-testid="stPageLink-NavLink"] p { font-weight: 400; white-space: normal; }
[class*="st-key-meeting-"] span:has(> [data-testid="stIconMaterial"]) { display: none; }
h1.sq-title { font-size: 1.7rem; line-height: 1.25; padding: 0.5rem 0 0; }
[class*="st-key-reading-heading-"] button { min-height: 1.75rem; padding: 0; text-align: left; }
[class*="st-key-reading-heading-"] button p { white-space: normal; text-align: left; }
.sq-contents { list-style: none; padding: 0; }
.sq-contents a { color: inherit; }
.sq-reading :is(h2, h3, h4, h5, h6) { font-size: 1.15rem; padding: 0.9rem 0 0.2rem; scroll-margin-top: 4rem; }
.sq-reading :is(h4, h5, h6) { font-size: 1rem; }
.sq-file { font-size: 0.85rem; opacity: 0.8; overflow-wrap: anywhere; }
/* prepare: one's own list beside the drafts, or a link to it where there is no beside */
h2#my-list { font-size: 1.5rem; padding: 0; scroll-margin-top: 6.5rem; }
.st-key-my-list-beside { gap: 0.75rem; }
[class*="st-key-listed-"] { border-top: 1px solid rgba(128, 128, 128, 0.35); padding-top: 0.6rem; gap: 0.4rem; }
[class*="st-key-listed-"] .sq { font-size: 0.95rem; margin: 0; }
[class*="st-key-card-"] { gap: 0.5rem; }
[class*="st-key-glance-"] summary, .st-key-my-list-beside summary { opacity: 1; }
[class*="st-key-glance-"] { margin-bottom: -0.5rem; }
[class*="st-key-row-"] button { min-height: 1.75rem; padding: 0 0.4rem; }
@media (min-width: 641px) {
    [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .sq-to-list) { display: none; }
    [data-testid="stColumn"]:has(.st-key-my-list-beside) > * { height: 100%; }
    [data-testid="stLayoutWrapper"]:has(> .st-key-my-list-beside) { position: sticky; top: 4.5rem; }
    .st-key-my-list-beside { max-height: calc(100vh - 5.5rem); overflow-y: auto; }
}
@media (max-width: 640px) {
    [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .sq-to-list) {
        position: sticky; top: 4rem; z-index: 90; text-align: right; pointer-events: none;
    }
    .sq-to-list {
        background: Canvas; background: light-dark(#ffffff, #14191a); color: inherit !important;
        border: 1px solid currentColor; border-radius: 1rem; padding: 0.3rem 0.9rem; pointer-events: auto;
    }
}
/* figures: room for the chart before it is drawn */
.st-key-figure-chart { min-height: 300px; }
[class*="st-key-prepare-meeting"], [class*="st-key-prepare-report"] { max-width: 48rem; }
</style>
"""
