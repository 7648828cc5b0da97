import { ClosedLink } from '#capabilities/access/web/portal/Entry.tsx'
import { useLanguage } from '#web/light/useLanguage.ts'
import { Frame } from './Frame.tsx'

/** An address where nothing is. */
export function Nowhere() {
  const [language, choose] = useLanguage()
  return (
    <Frame company={null} language={language} onLanguage={choose} narrow>
      <ClosedLink state="unknown" language={language} />
    </Frame>
  )
}
