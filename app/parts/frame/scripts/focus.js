setTimeout(() => { const one = document.querySelector('%s'); if (one) one.focus({preventScroll: true}); }, 150);
