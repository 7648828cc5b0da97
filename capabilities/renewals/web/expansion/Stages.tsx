import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { TileFace, Tiles } from '#web/ui/Tiles.tsx'
import type { expansion } from './apis.ts'
import type { ExpansionSearch } from './search.ts'

type Stage = Awaited<ReturnType<typeof expansion.totals.call>>['stages'][number]

/** How many there are in each stage, and what they add up to; choosing one shows it alone. */
export function Stages({ stages, search }: { stages: readonly Stage[]; search: ExpansionSearch }) {
  const { t } = useTranslation('expansion')
  const format = useFormat()
  const { stage: chosen, id: _id, ...rest } = search
  return (
    <Tiles label={t('stagesLabel')}>
      {stages.map(({ stage, count, amount, held }) => (
        <Link
          key={stage}
          to="/renewals/expansion"
          search={stage === chosen ? rest : { ...rest, stage }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={stage === chosen ? 'true' : undefined}
        >
          <TileFace name={t(`stages.${stage}`)} amount={format.moneyShort(amount)} whole={format.money(amount)}>
            {t('count', { count })}
            {held > 0 ? ` · ${t('heldCount', { count: held })}` : null}
          </TileFace>
        </Link>
      ))}
    </Tiles>
  )
}
