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
import { firstTexts, loadTexts } from './texts.ts'
import { warmUp } from './warm.ts'

connect(routes)
const warmTexts = warmUp()
await startTexts(loadTexts, firstTexts)
warmTexts()
createRoot(document.getElementById('root')!).render(<App />)
