import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startingCondition } from '#capabilities/facts/core/condition/start.ts'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { useFactText } from '#web/ui/FactValue.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Pair, Pairs } from '#web/ui/Section.tsx'
import type { facts } from '../factsApi.ts'
import { UseList } from '../UseList.tsx'
import styles from './catalogue.module.css'

type Fact = Awaited<ReturnType<typeof facts.catalogue.call>>['facts'][number]
type Told = Awaited<ReturnType<typeof facts.overview.call>>['facts'][number]

/** A fact of the catalogue: in a line what it is, and opened what it looks like and who asks about it. */
export function FactEntry({ fact, told, of }: { fact: Fact; told: Told | undefined; of: number }) {
  const { t } = useTranslation('facts')
  const { language, number } = useFormat()
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <li>
      <button
        type="button"
        className={styles.entry}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevronRight" size={14} className={styles.turn} />
        <span className={styles.name}>
          <strong>{inLanguage(fact.label, language)}</strong> <code>{fact.key}</code>
        </span>
        <span className="quiet small">{t(`catalogue.types.${fact.type}`)}</span>
        <span className={`small num ${styles.known}`}>
          {told ? t('catalogue.known', { known: number(told.known), of: number(of) }) : ''}
        </span>
        <span className={`quiet small num ${styles.used}`}>
          {told
            ? told.uses.length > 0
              ? t('catalogue.used', { count: told.uses.length })
              : t('catalogue.unused')
            : ''}
        </span>
      </button>
      {open ? (
        <div id={id} className={styles.more}>
          <Details fact={fact} told={told} />
        </div>
      ) : null}
    </li>
  )
}

function Details({ fact, told }: { fact: Fact; told: Told | undefined }) {
  const { t } = useTranslation('facts')
  const { language, stamp } = useFormat()
  const text = useFactText()
  const { derived } = fact
  const kept = fact.kept !== false
  const maySegment = useMay('segments.manage')
  const mayRule = useMay('signals.manage')
  const start = startingCondition(fact as FactDefinition, fact.examples[0] ?? null)
  return (
    <>
      {fact.help ? <p className={styles.help}>{inLanguage(fact.help, language)}</p> : null}
      <Pairs>
        {derived ? (
          <Pair name={t('catalogue.counted')}>
            {t(`catalogue.measures.${derived.measure}`)} <code>{derived.of}</code>
          </Pair>
        ) : null}
        <Pair name={t('catalogue.examples')}>
          {fact.examples.length > 0
            ? fact.examples.map((value) => text(fact, value)).join(' · ')
            : t('catalogue.noExamples')}
        </Pair>
        {fact.choices && fact.choices.length > 0 ? (
          <Pair name={t('catalogue.choices')}>
            {fact.choices
              .slice(0, 12)
              .map((choice) => inLanguage(choice.label, language))
              .join(' · ')}
            {fact.choices.length > 12 ? ' …' : ''}
          </Pair>
        ) : null}
        <Pair name={t('catalogue.changed')}>
          {kept ? (told?.changedAt ? stamp(told.changedAt) : t('catalogue.never')) : t('catalogue.unkept')}
        </Pair>
        <Pair name={t('catalogue.users')}>
          {told && told.uses.length > 0 ? <UseList uses={told.uses} /> : t('catalogue.nobody')}
        </Pair>
      </Pairs>
      <p className={styles.ways}>
        <Link to="/customers" search={{ cols: fact.key, ...(fact.type === 'list' ? {} : { sort: `-${fact.key}` }) }}>
          {t('catalogue.inList')}
        </Link>
        <Link to="/customers" search={{ c: start, cols: fact.key }}>
          {t('catalogue.asFilter')}
        </Link>
        {maySegment ? (
          <Link to="/settings/$part" params={{ part: 'segments' }} search={{ new: 'segment', c: start }}>
            {t('catalogue.asSegment')}
          </Link>
        ) : null}
        {mayRule ? (
          <Link to="/settings/rules/$id" params={{ id: 'new' }} search={{ c: start }}>
            {t('catalogue.asRule')}
          </Link>
        ) : null}
      </p>
    </>
  )
}
