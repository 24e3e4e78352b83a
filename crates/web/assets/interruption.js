// Enter goes on at once, for who knows the page; what stands above stays in view, for who does not.

/** @type {HTMLElement | null} */ (document.querySelector("[data-go-on]"))?.focus({ preventScroll: true });
