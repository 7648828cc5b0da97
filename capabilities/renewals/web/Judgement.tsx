import { useTranslation } from 'react-i18next'
import { categories } from '#capabilities/renewals/core/words.ts'
import { usualChance } from '#capabilities/renewals/core/chance.ts'
import { parseNumber } from '#kernel/japaneseText.ts'
import { majorUnits, moneyOf } from '#kernel/money.ts'
import { InlineField } from '#web/form/InlineField.tsx'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import type { RenewalPage } from './apis.ts'
import styles from './renewals.module.css'
import { useRenewalMoves } from './useRenewalMoves.ts'
import { categoryTones, useMoney } from './words.tsx'

/** What the person who answers for it says: category, probability, amount, when, what next, and why; the model beside it. */
export function Judgement({ renewal }: { renewal: RenewalPage }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  const money = useMoney()(renewal.currency)
  const mayWrite = useMay('accounts.write')
  const { update } = useRenewalMoves(renewal)
  const readOnly = !mayWrite || renewal.status !== 'open'
  const { currency, probability, category } = renewal
  const percent = (text: string) => (text === '' ? null : Math.round(parseNumber(text) ?? 0))
  const amount = (text: string) => (text === '' ? null : moneyOf(parseNumber(text) ?? 0, currency).amount)
  return (
    <Section title={t('judge.title')}>
      <Categories renewal={renewal} readOnly={readOnly} />
      <Difference renewal={renewal} />
      <Pairs>
        <Pair name={t('judge.probability')}>
          <InlineField
            label={t('judge.probability')}
            kind="number"
            value={probability === null ? '' : String(probability)}
            shown={
              probability === null && category ? (
                <span className="quiet">{t('judge.usual', { percent: usualChance[category] })}</span>
              ) : probability === null ? undefined : (
                format.percent(probability)
              )
            }
            readOnly={readOnly}
            onSave={(text) => void update({ probability: percent(text) })}
          />
        </Pair>
        {renewal.status === 'open' ? (
          <Pair name={t('judge.model')}>
            {renewal.model === null ? (
              <span className="quiet">{t('judge.noModel')}</span>
            ) : (
              <span className="num">{format.percent(renewal.model)}</span>
            )}
          </Pair>
        ) : null}
        <Pair name={t('judge.amount')}>
          <InlineField
            label={t('judge.amount')}
            kind="number"
            value={renewal.amount === null ? '' : String(majorUnits({ amount: renewal.amount, currency }))}
            shown={
              <span className="num">
                {money.money(renewal.amount ?? renewal.atStake)} <Change renewal={renewal} />
              </span>
            }
            readOnly={readOnly}
            onSave={(text) => void update({ amount: amount(text) })}
          />
        </Pair>
        <Pair name={t('judge.closesOn')}>
          <InlineField
            label={t('judge.closesOn')}
            kind="day"
            value={renewal.closesOn ?? ''}
            shown={renewal.closesOn ? format.day(renewal.closesOn) : undefined}
            readOnly={readOnly}
            onSave={(day) => void update({ closesOn: day || null })}
          />
        </Pair>
        <Pair name={t('judge.nextStep')}>
          <InlineField
            label={t('judge.nextStep')}
            value={renewal.nextStep}
            readOnly={readOnly}
            onSave={(nextStep) => void update({ nextStep })}
          />
        </Pair>
        <Pair name={t('judge.nextStepOn')}>
          <InlineField
            label={t('judge.nextStepOn')}
            kind="day"
            value={renewal.nextStepOn ?? ''}
            shown={renewal.nextStepOn ? format.day(renewal.nextStepOn) : undefined}
            readOnly={readOnly}
            onSave={(day) => void update({ nextStepOn: day || null })}
          />
        </Pair>
        <Pair name={t('judge.note')}>
          <InlineField
            label={t('judge.note')}
            kind="longText"
            value={renewal.note}
            shown={renewal.note || (readOnly ? undefined : <span className="quiet">{t('judge.noteEmpty')}</span>)}
            readOnly={readOnly}
            onSave={(note) => void update({ note })}
          />
        </Pair>
      </Pairs>
    </Section>
  )
}

function Categories({ renewal, readOnly }: { renewal: RenewalPage; readOnly: boolean }) {
  const { t } = useTranslation('renewals')
  const { update } = useRenewalMoves(renewal)
  if (readOnly)
    return renewal.category ? (
      <p className={styles.stand}>
        <Chip tone={categoryTones[renewal.category]}>{t(`categories.${renewal.category}`)}</Chip>
      </p>
    ) : null
  return (
    <fieldset className={styles.categories}>
      <legend className="visually-hidden">{t('judge.category')}</legend>
      {categories.map((category) => (
        <label key={category} className={styles.category} data-tone={categoryTones[category]}>
          <input
            type="radio"
            name="category"
            checked={renewal.category === category}
            onChange={() => void update({ category })}
          />
          {t(`categories.${category}`)}
        </label>
      ))}
    </fieldset>
  )
}

function Change({ renewal: { amount, atStake } }: { renewal: RenewalPage }) {
  const { t } = useTranslation('renewals')
  const format = useFormat()
  if (amount === null || atStake === null || amount === atStake) return <span className="quiet">{t('judge.same')}</span>
  const percent = atStake === 0 ? '' : format.percent(Math.round(Math.abs(amount / atStake - 1) * 1000) / 10)
  return amount > atStake ? (
    <Chip tone="healthy">{t('judge.up', { percent })}</Chip>
  ) : (
    <Chip tone="watch">{t('judge.down', { percent })}</Chip>
  )
}

function Difference({ renewal: { differsBy } }: { renewal: RenewalPage }) {
  const { t } = useTranslation('renewals')
  if (differsBy === null) return null
  return (
    <p className={styles.note} role="note">
      <Icon name="warning" />{' '}
      {differsBy > 0 ? t('judge.surer', { points: differsBy }) : t('judge.lessSure', { points: -differsBy })}
    </p>
  )
}
