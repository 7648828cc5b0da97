import type { TFunction } from 'i18next'
import type { PathStep } from '#web/ui/Page.tsx'

/** Where a rule's page stands: in the settings, among the rules. */
export function pathOf(t: TFunction<'rules'>, title: string): PathStep[] {
  return [{ label: t('settings'), to: '/settings' }, { label: t('title'), to: '/settings/rules' }, { label: title }]
}
