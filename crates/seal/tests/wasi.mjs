// Runs a test binary built for wasm32-wasip1, so that sealing is tried as WebAssembly too.
// It gives the tests their arguments and nothing of the machine: no files, no environment.
import { readFile } from 'node:fs/promises'
import { argv, exit } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { WASI } from 'node:wasi'

// Node 20 keeps an address of the module's memory for its fast calls and crashes once Argon2 has grown it.
setFlagsFromString('--no-turbo-fast-api-calls')

const [, , file, ...args] = argv
const wasi = new WASI({ version: 'preview1', args: [file, ...args], env: {}, returnOnExit: true })
const module = await WebAssembly.compile(await readFile(file))
const instance = await WebAssembly.instantiate(module, wasi.getImportObject())
exit(wasi.start(instance))
