// The process that owns the embedded event store: an abort of the engine ends this process, not the application.
import { hostServer } from './server.ts'
import { openSessions, type PoolOptions } from './sessions.ts'

export type HostConfig = PoolOptions & { password: string; port: number }
export type HostMessage = { ready: number } | { failed: string }

const config = JSON.parse(process.env.BANSO_EVENT_HOST!) as HostConfig
delete process.env.BANSO_EVENT_HOST

// Whoever started us is gone, however that came about: nobody else may be kept from the directory. Not by an orderly exit,
// which would take the engine apart under statements that still run (it crashes); what is acknowledged is on disk.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}) // the parent tells when to end
process.on('message', (message) => {
  if (message === 'stop') stop()
})

let sessions: ReturnType<typeof openSessions> | undefined
try {
  sessions = openSessions(config)
} catch (error) {
  tell({ failed: (error as Error).message }, () => process.exit(1))
}
const server = sessions && hostServer(sessions, config.password)
server?.on('error', (error) => tell({ failed: String(error) }, () => process.exit(1)))
server?.listen(config.port, '127.0.0.1', () => {
  const address = server.address()
  tell({ ready: typeof address === 'object' && address ? address.port : 0 })
})

function stop(): void {
  server?.close(() => {
    sessions?.close()
    process.exit(0)
  })
  server?.closeIdleConnections()
}

function tell(message: HostMessage, then?: () => void): void {
  process.send?.(message, undefined, undefined, () => then?.())
}
