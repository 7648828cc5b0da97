import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#kernel/exchange.ts'
import { type Action, useActions } from '#web/actions/actions.ts'
import { may } from '#web/session.ts'
import { settingsParts } from './settings/parts.ts'

type Shortcut = {
  name: 'search' | 'newSegment' | 'newRule' | 'newMetric' | 'newScorecard' | 'backTest'
  to: string
  search?: Record<string, string>
  needs: Permission
}

const shortcuts: readonly Shortcut[] = [
  { name: 'search', to: '/search', needs: 'accounts.read' },
  { name: 'newSegment', to: '/settings/segments', search: { new: 'segment' }, needs: 'segments.manage' },
  { name: 'newRule', to: '/settings/rules/new', needs: 'signals.manage' },
  { name: 'newMetric', to: '/settings/metrics', search: { new: 'metric' }, needs: 'fields.manage' },
  { name: 'newScorecard', to: '/settings/scorecards/new', needs: 'health.manage' },
  { name: 'backTest', to: '/settings/proof', needs: 'health.read' },
]

/** Every part of the settings, and what is made anew there, from the palette wherever one is. */
export function useShortcuts(permissions: readonly Permission[]): void {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  useActions(
    useMemo<Action[]>(() => {
      const mine = ({ needs }: { needs?: Permission }) => may({ permissions }, needs)
      const go = (to: string, search: Record<string, string> = {}) => void navigate({ to, search })
      return [
        ...shortcuts.filter(mine).map(
          ({ name, to, search }): Action => ({
            id: `shortcut ${name}`,
            label: t(`shortcuts.${name}`),
            words: t(`shortcuts.${name}Words`),
            group: 'do',
            run: () => go(to, search),
          }),
        ),
        ...settingsParts.filter(mine).map(
          ({ key }): Action => ({
            id: `settings ${key}`,
            label: t('shortcuts.part', { part: t(`settingsParts.${key}`) }),
            words: `${key} ${t('settingsWords')} ${t(`settingsPartWords.${key}`)}`,
            group: 'go',
            run: () => go(`/settings/${key}`),
          }),
        ),
      ]
    }, [permissions, navigate, t]),
  )
}
