setTimeout(() => {
    const one = document.querySelector('[class*="st-key-asked-"][class*="-%d"]');
    if (one) one.scrollIntoView({block: "start"});
}, 500);
