import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { FigureTable } from '#web/table/FigureTable.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { countedOf, type measuredAsked, type PlansSearch } from '../all/search.ts'
import { measuredQuery } from './apis.ts'
import { useWords } from './useWords.ts'

/** The customers that a figure counts, while the address says which figure. */
export function Customers({ search, asked }: { search: PlansSearch; asked: ReturnType<typeof measuredAsked> }) {
  const navigate = useNavigate()
  const of = countedOf(search.of)
  if (!of) return null
  const { of: _of, group: _group, step: _step, ...rest } = search
  const close = () => void navigate({ to: '/plans', search: rest, replace: true, resetScroll: false })
  return <Listed search={search} asked={asked} of={of} onClose={close} />
}

type Props = Parameters<typeof Customers>[0] & { of: NonNullable<ReturnType<typeof countedOf>>; onClose: () => void }

function Listed({ search, asked, of, onClose }: Props) {
  const { t } = useTranslation('planMeasures')
  const format = useFormat()
  const words = useWords(asked.by)
  const group = search.group === 'none' ? '' : search.group
  const { data, error, refetch } = useQuery(
    measuredQuery({
      ...asked,
      of,
      ...(group === undefined ? {} : { group }),
      ...(of === 'at' && search.step ? { step: search.step } : {}),
    }),
  )
  const customers = data?.customers ?? []
  const at = customers[0]?.standsAt
  const what = t(`customers.${of}`, { step: at ? inLanguage(at.name, format.language) : '' })
  const count = data ? format.number(data.total) : '…'
  const isOver = of !== 'running' && of !== 'at' && of !== 'started' && of !== 'value'
  const named = group !== undefined && asked.by === 'month' ? words.group({ key: group, label: null }) : null
  const title = named ? t('customers.titleOf', { group: named, what, count }) : t('customers.title', { what, count })
  return (
    <Dialog opened onClose={onClose} title={title} size={860}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[100, 90, 95]} height={28} />}
      {data ? (
        <>
          <FigureTable
            label={title}
            heads={[
              t('customers.account'),
              t('customers.startedOn'),
              t('customers.endedOn'),
              { end: t('customers.days') },
              { end: t('customers.toValue') },
              ...(isOver ? [t('customers.byHand'), { end: t('customers.hours') }] : [t('customers.standsAt')]),
            ]}
          >
            <tbody>
              {customers.map((one) => (
                <tr key={one.plan.id}>
                  <th scope="row">
                    <Link to="/customers/$id" params={{ id: one.account.id }} search={{ tab: 'plan' }}>
                      {one.account.name}
                    </Link>
                  </th>
                  <td className="num">{format.dayTable(one.startedOn)}</td>
                  <td className="num">{one.endedOn ? format.dayTable(one.endedOn) : '—'}</td>
                  <td data-end>{format.number(one.days)}</td>
                  <td data-end>{words.days(one.daysToValue)}</td>
                  {isOver ? (
                    <>
                      <td>{one.alone ? '—' : t('customers.byHandOf', one.byHand)}</td>
                      <td data-end>{t('hours', { hours: format.number(one.ourHours) })}</td>
                    </>
                  ) : (
                    <td>
                      {one.standsAt ? (
                        <>
                          {inLanguage(one.standsAt.name, format.language)}{' '}
                          <span className="quiet num">{words.days(one.standsAt.days)}</span>
                        </>
                      ) : (
                        '—'
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </FigureTable>
          {data.total > customers.length ? (
            <p className="quiet small">{t('customers.more', { count: customers.length })}</p>
          ) : null}
        </>
      ) : null}
    </Dialog>
  )
}
