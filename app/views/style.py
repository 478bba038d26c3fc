"""The little CSS the pages need beyond the theme: prose, quotes and chips, at any width and in both
themes."""

STYLE = """
<style>
.sq { margin: 0 0 0.4rem 0; line-height: 1.55; overflow-wrap: anywhere; }
[role="dialog"] h2 { font-size: 1.3rem; }
h3.sq { font-size: 1.15rem; padding: 0; }
.sq-place, .sq-places, .sq-why { opacity: 0.8; font-size: 0.92rem; }
.sq-lead { font-size: 1.1rem; opacity: 0.8; }
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"] { padding-left: 0; }
[class*="st-key-paper-"] [data-testid="stIconMaterial"] { display: none; }
[class*="st-key-paper-"] [data-testid="stPageLink-NavLink"] p { white-space: normal; text-decoration: underline; }
.sq-question { font-weight: 600; }
.sq-quote { border-left: 3px solid currentColor; padding: 0.2rem 0 0.2rem 0.8rem; margin-left: 0; }
[class*="st-key-asked-"] { scroll-margin-top: 4rem; }
.sq-text mark { background: #ffdd57; color: #1f2a2c; padding: 0 0.1em; }
[class*="st-key-chip-"] button { min-height: 1.75rem; padding: 0 0.4rem; font-size: 0.85rem; }
button:focus-visible { outline: 3px solid currentColor; outline-offset: 1px; }
[class*="st-key-chat-"] button > div, [class*="st-key-example-"] button > div { width: 100%; }
[class*="st-key-chat-"] button *, [class*="st-key-example-"] button * {
    justify-content: flex-start; text-align: left;
}
[class*="st-key-larger-"] { overflow-x: auto; }
[class*="st-key-larger-"] img { width: 1200px !important; max-width: none !important; }
@media (max-width: 640px) { [data-testid^="stChatMessageAvatar"] { display: none; } }
</style>
"""
