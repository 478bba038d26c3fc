setTimeout(() => {
    for (const one of document.querySelectorAll(".sq-page > img, .sq-text mark")) {
        const scroller = one.closest(".st-key-quote-panel, .st-key-quote-first, [role='dialog']");
        if (!scroller) continue;
        const down = one.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
        scroller.scrollTop += down + %.4f * one.clientHeight - 0.35 * scroller.clientHeight;
        one.parentElement.scrollLeft = %.4f * one.clientWidth - 40;
    }
}, 100);
