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

connect(routes)
await startTexts(
  async (language) => (language === 'en' ? await import('./copy.en.ts') : await import('./copy.ja.ts')).copy,
)
createRoot(document.getElementById('root')!).render(<App />)
