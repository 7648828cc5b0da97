import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { usage } from './apis.ts'

/** Says once that nothing comes from anybody any more, so that not every customer is taken for a silent one. */
export function Silence() {
  const mayRead = useMay('accounts.read')
  const { data } = useQuery(usage.silence.queryOptions({ staleTime: 300_000, enabled: mayRead }))
  return data?.lastOn ? <Told lastOn={data.lastOn} /> : null
}

function Told({ lastOn }: { lastOn: string }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const mayConnect = useMay('ingest.read')
  return (
    <Because tone="watch">
      {t('silence.text', { day: format.dayPlain(lastOn) })}{' '}
      {mayConnect ? <Link to="/ingest">{t('silence.connect')}</Link> : null}
    </Because>
  )
}
