import '@fontsource-variable/noto-sans-jp/index.css'
import '#web/theme/tokens.css'
import '#web/theme/base.css'
import { createRoot } from 'react-dom/client'
import { followScheme } from '#web/light/scheme.ts'
import { Nowhere } from './Nowhere.tsx'
import { PortalPage } from './PortalPage.tsx'
import { TemplatePage } from './TemplatePage.tsx'

/** A page for a customer's own people, by its address: `/p/<token>`, or one for anybody: `/t/<token>/<template>`. */
function Page() {
  const [, kind, first = '', second = ''] = location.pathname.split('/').map(decodeURIComponent)
  if (kind === 'p') return <PortalPage token={first} />
  return kind === 't' ? <TemplatePage token={first} templateKey={second} /> : <Nowhere />
}

followScheme()
createRoot(document.getElementById('root')!).render(<Page />)
