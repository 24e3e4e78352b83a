// A page worked by keyboard alone. Every key is counted: the call is logged while talking.

/** @param {import('playwright-core').Page} page */
export function keyboard(page) {
  let keys = 0;

  async function press(key) {
    keys += 1;
    await page.keyboard.press(key);
  }

  async function type(text) {
    keys += text.length;
    await page.keyboard.type(text);
  }

  /** What has the focus, by its group and its label. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const group = element?.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
      const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      return { group: group.trim(), label: label.trim() };
    });

  /** Tabs until the field or button with this label, or in this group, has the focus. */
  async function to(name) {
    for (let tries = 0; tries < 80; tries += 1) {
      const { group, label } = await focused();
      if (label.startsWith(name) || group.startsWith(name)) return;
      await press('Tab');
    }
    throw new Error(`no way to "${name}" by keyboard`);
  }

  /** Chooses in a group of radio buttons with the arrows, beginning where the focus is. */
  async function choose(label) {
    await press('Space');
    for (let tries = 0; tries < 30; tries += 1) {
      if ((await focused()).label === label) return;
      await press('ArrowDown');
    }
    throw new Error(`no choice "${label}"`);
  }

  return { press, type, to, choose, count: () => keys };
}
