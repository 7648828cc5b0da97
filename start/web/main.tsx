import '#web/theme/mantine.ts'
import '@fontsource-variable/noto-sans-jp/index.css'
import '#web/theme/tokens.css'
import '#web/theme/base.css'
import '#web/theme/mantine.css'
import { createRoot } from 'react-dom/client'
import { routes } from 'virtual:routes'
import { connect } from '#web/client.ts'
import { startTexts } from '#web/i18n/i18n.ts'
import { App } from './App.tsx'
import { router } from './router.ts'
import { firstTexts, loadTexts } from './texts.ts'

connect(routes)
void start()

// No await at the top: pages are files that import this one, and would wait for it as it waits for them.
async function start(): Promise<void> {
  await startTexts(loadTexts, firstTexts)
  // The page is drawn once its code and texts are there: a placeholder drawn before would be held for 300 ms by React.
  await router.load()
  createRoot(document.getElementById('root')!).render(<App />)
}
