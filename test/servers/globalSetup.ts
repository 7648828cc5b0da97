import type { TestProject } from 'vitest/node'
import { type Servers, startServers } from './start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers['addresses']
  }
}

// Each project of one run asks for the servers; the first starts them, the last to go stops them.
let servers: Promise<Servers> | null = null
let users = 0

/** Starts the stores once for the whole test run; called by vitest. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  users++
  servers ??= startServers()
  project.provide('servers', (await servers).addresses)
  return async () => {
    users--
    if (users > 0 || !servers) return
    await (await servers).stop()
    servers = null
  }
}
