import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { useSchema } from '#capabilities/facts/contract/segment.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import styles from './UseList.module.css'

type Use = z.infer<typeof useSchema>

/** What asks about something, each with a way to it. */
export function UseList({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation('facts')
  const { language } = useFormat()
  return (
    <ul className={styles.uses}>
      {uses.map((use) => (
        <li key={`${use.kind} ${use.id}`}>
          <span className="quiet">{t(`catalogue.kinds.${use.kind}`)}</span>{' '}
          <UseLink use={use} name={inLanguage(use.name, language)} />
        </li>
      ))}
    </ul>
  )
}

function UseLink({ use, name }: { use: Use; name: string }) {
  switch (use.kind) {
    case 'segment':
      return (
        <Link to="/segments/$id" params={{ id: use.id }}>
          {name}
        </Link>
      )
    case 'view':
      return (
        <Link to="/customers" search={{ view: use.id }}>
          {name}
        </Link>
      )
    case 'journey':
      return (
        <Link to="/journey/maps/$key" params={{ key: use.id }}>
          {name}
        </Link>
      )
    default:
      return (
        <Link to="/settings/$part" params={{ part: settingsOf[use.kind] }}>
          {name}
        </Link>
      )
  }
}

/** Which part of the settings has it. */
const settingsOf = { rule: 'rules', expansion: 'expansion', plan: 'plans', scorecard: 'scorecards' } as const
