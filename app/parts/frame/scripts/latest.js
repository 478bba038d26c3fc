setTimeout(() => {
    const all = document.querySelectorAll('[class*="st-key-asked-"]');
    if (all.length) all[all.length - 1].scrollIntoView({block: "start"});
    let live = document.getElementById("sq-live");
    if (!live) {
        live = document.createElement("div");
        live.id = "sq-live";
        live.className = "sq-unseen";
        live.setAttribute("role", "status");
        (document.querySelector('[data-testid="stMain"]') || document.body).append(live);
    }
    setTimeout(() => { live.textContent = %s; }, 200);
}, 300);
