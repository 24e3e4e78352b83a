// Looks into the memory of the browser modules from outside, through the browser's own debugger: no
// page of ours has a door for it.

/**
 * Attaches to the worker of a page, which must be running.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<(words: string[]) => Promise<{modules: number, bytes: number, used: boolean, found: string[]}>>}  what of these (ASCII) words is in the memory of its modules, and whether anything is
 */
export async function moduleMemory(page) {
  const devtools = await page.context().newCDPSession(page);
  const attached = new Promise((resolve) => devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && resolve(sessionId)));
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;

  let asked = 0;
  const waiting = new Map();
  devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result);
  });
  const ask = async (method, params) => {
    const id = (asked += 1);
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    await devtools.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  };

  const { result } = await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await ask('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  return async (words) => {
    const looked = await ask('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: `function (words) {
        const modules = this.map((memory) => new Uint8Array(memory.buffer));
        const texts = modules.map((bytes) => new TextDecoder('latin1').decode(bytes));
        return {
          modules: modules.length,
          bytes: modules.reduce((sum, bytes) => sum + bytes.length, 0),
          used: modules.some((bytes) => bytes.some((byte) => byte !== 0)),
          found: words.filter((word) => texts.some((text) => text.includes(word))),
        };
      }`,
      arguments: [{ value: words }],
      returnByValue: true,
    });
    return looked.result.value;
  };
}
