// Rows of a list that are dragged by their grip, with a mouse or a finger. The row goes back to where it was: the page
// is drawn anew in the new order, and what draws it must find the rows as it left them.
export default ({ data, setTriggerValue }) => {
    const list = document.querySelector(`.st-key-${data.list}`);
    if (!list) return;
    Sortable.get(list)?.destroy(); // this runs again when other rows are shown
    Sortable.create(list, {
        draggable: '>[data-testid="stLayoutWrapper"]',
        handle: ".sq-grip",
        forceFallback: true, // the browser's own drag knows no fingers
        fallbackOnBody: true,
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        onEnd: ({ item, oldIndex, oldDraggableIndex, newDraggableIndex }) => {
            item.remove();
            list.insertBefore(item, list.children[oldIndex]);
            if (oldDraggableIndex !== newDraggableIndex)
                setTriggerValue("dropped", [oldDraggableIndex, newDraggableIndex]);
        },
    });
    return () => Sortable.get(list)?.destroy();
};
