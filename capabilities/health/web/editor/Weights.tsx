import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withShares } from '#capabilities/health/core/proof/weights.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { health } from '../apis.ts'
import table from '../health.module.css'
import { Compared } from '../proof/Compared.tsx'
import { sentOf } from './draft.ts'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'

type Found = NonNullable<Awaited<ReturnType<typeof health.weights.call>>['found']>

/** Weights that the past speaks for, beside those of the draft; they are taken over by a click only, as one step of editing. */
export function Weights({ cardKey }: { cardKey: string | null }) {
  const { t } = useTranslation('proof')
  const editing = useEditing()
  const sent = sentOf(editing.draft)
  const asked = useMutation({
    mutationFn: async (draft: typeof sent) => ({ draft, ...(await health.weights.call({ key: cardKey, draft })) }),
  })
  const { data } = asked
  return (
    <Section title={t('weights.title')}>
      <p className="soft small">{t('weights.lead')}</p>
      <div className={styles.sides}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={editing.issues.length > 0}
          loading={asked.isPending}
          onClick={() => asked.mutate(sent)}
        >
          {t('weights.act')}
        </Button>
      </div>
      <div role="status">
        {asked.error ? <p className={styles.wrong}>{errorText(asked.error)}</p> : null}
        {data && data.missing > 0 ? <p>{t('weights.tooFew', { count: data.missing })}</p> : null}
        {data && data.missing === 0 && !data.found ? <p>{t('weights.tooShort', { days: data.days })}</p> : null}
        {data?.found ? <Told found={data.found} of={data.draft} /> : null}
      </div>
    </Section>
  )
}

function Told({ found, of }: { found: Found; of: ReturnType<typeof sentOf> }) {
  const { t } = useTranslation('proof')
  const format = useFormat()
  const { draft, change, undo } = useEditing()
  const percent = (share: number) => format.percent(Math.round(share * 100))
  const measures = of.dimensions.flatMap((dimension) => dimension.measures.map((measure) => ({ dimension, measure })))
  const isSame = JSON.stringify(sentOf(draft)) === JSON.stringify(of)
  const take = () => {
    const shares = found.measures.map(({ suggested }) => suggested)
    change(null, (now) => withShares(now, shares))
    toast(t('weights.taken'), { undo })
  }
  return (
    <>
      <table className={table.measures}>
        <thead>
          <tr>
            <th scope="col">{t('weights.measure')}</th>
            <th scope="col" className={table.figure}>
              {t('weights.now')}
            </th>
            <th scope="col" className={table.figure}>
              {t('weights.suggested')}
            </th>
            <th scope="col">{t('weights.why')}</th>
          </tr>
        </thead>
        <tbody>
          {found.measures.map(({ now, suggested, reason }, at) => {
            const { dimension, measure } = measures[at]!
            return (
              <tr key={`${dimension.key} ${measure.key}`}>
                <td>{inLanguage(measure.label, format.language)}</td>
                <td className={table.figure} data-name={t('weights.now')}>
                  {percent(now)}
                </td>
                <td className={table.figure} data-name={t('weights.suggested')}>
                  <b>{percent(suggested)}</b>
                </td>
                <td className={table.verdict} data-verdict={reason}>
                  {t(`weights.reason.${reason}`)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="soft small">
        {t('weights.fitted', { from: format.month(found.from), to: format.month(found.to) })}
      </p>
      {found.comparison.aucs ? (
        <Compared comparison={found.comparison} names={[t('weights.now'), t('weights.suggested')]} />
      ) : (
        <p>{t('weights.unproven', { count: found.comparison.missing })}</p>
      )}
      <Button size="compact-sm" variant="default" disabled={!isSame} onClick={take}>
        {t('weights.take')}
      </Button>
      <p className="quiet small">{t(isSame ? 'weights.takeMeans' : 'weights.changed')}</p>
    </>
  )
}
