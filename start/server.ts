// `npm start`: one process with everything in it.
import { tellFailure } from './speak.ts'
import { startCommand } from './startCommand.ts'

try {
  await startCommand(process.argv.slice(2))
} catch (error) {
  tellFailure(error)
  process.exit(1)
}
