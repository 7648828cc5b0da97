import { firstLink, type Running, serve } from './serve.ts'
import { help, readSettings } from './settings.ts'
import { spoken, tellFailure } from './speak.ts'

const patience = 45_000 // ms for a stop in order; longer than any request or page of facts takes

/**
 * Starts Banso with everything in this process, and says how to get in: its last line is the address. The process goes
 * on until it is told to stop. Throws StartRefused.
 */
export async function startCommand(args: readonly string[]): Promise<void> {
  const settings = readSettings(args, process.env)
  if (settings.help) {
    console.log(help)
    return
  }
  const running = await serve(settings)
  stopOnSignal(running)
  const link = await firstLink(running)
  if (link) console.log(link)
  if (running.welcome) console.log(running.welcome)
  console.log(running.address)
}

function stopOnSignal(running: Running): void {
  let stopping = false
  const stop = (code: number) => {
    if (stopping) process.exit(code || 1) // asked a second time: at once
    stopping = true
    console.error(spoken({ ja: '終了しています…', en: 'Stopping…' }))
    setTimeout(() => process.exit(1), patience).unref()
    running.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        tellFailure(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  process.on('disconnect', () => stop(0)) // whoever started us was killed
  const broken = (error: unknown) => {
    running.app.log.fatal({ err: error }, 'a fault in the program')
    tellFailure(error)
    stop(1)
  }
  process.on('uncaughtException', broken)
  process.on('unhandledRejection', broken)
}
