import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldClass, Permission } from '#kernel/exchange.ts'
import { may, sees, type Session } from '#web/session.ts'
import type { Place } from '#web/shell/place.ts'

type Declared = Omit<Place, 'label' | 'words' | 'count'> & {
  name:
    | 'today'
    | 'customers'
    | 'journey'
    | 'plans'
    | 'renewals'
    | 'revenue'
    | 'outreach'
    | 'content'
    | 'adoption'
    | 'imports'
    | 'ingest'
    | 'settings'
  needs?: Permission
  sees?: FieldClass
}

const declared: readonly Declared[] = [
  { name: 'today', to: '/', icon: 'today', keys: 'g t' },
  { name: 'customers', to: '/customers', icon: 'customers', keys: 'g c', needs: 'accounts.read' },
  { name: 'journey', to: '/journey', icon: 'map', keys: 'g j', needs: 'journey.read' },
  { name: 'plans', to: '/plans', icon: 'flag', keys: 'g p', needs: 'accounts.read' },
  { name: 'renewals', to: '/renewals', icon: 'renew', keys: 'g r', needs: 'accounts.read', sees: 'money' },
  { name: 'revenue', to: '/revenue', icon: 'money', keys: 'g m', needs: 'accounts.read', sees: 'money' },
  { name: 'outreach', to: '/outreach', icon: 'mail', keys: 'g d', needs: 'accounts.read' },
  { name: 'content', to: '/content', icon: 'note', keys: 'g o', needs: 'accounts.read' },
  { name: 'adoption', to: '/adoption', icon: 'chart', keys: 'g a', needs: 'accounts.read' },
  { name: 'imports', to: '/imports', icon: 'import', keys: 'g i', needs: 'imports.run' },
  { name: 'ingest', to: '/ingest', icon: 'pulse', keys: 'g u', needs: 'ingest.read' },
  { name: 'settings', to: '/settings', icon: 'settings', keys: 'g s', foot: true },
]

/** The places of this product that this person may enter. */
export function usePlaces(me: Pick<Session, 'permissions' | 'fieldClasses'>): readonly Place[] {
  const { t } = useTranslation('app')
  return useMemo(
    () =>
      declared
        .filter((place) => may(me, place.needs) && sees(me, place.sees))
        .map(({ name, needs: _, sees: _sees, ...place }) => ({ ...place, label: t(name), words: t(`${name}Words`) })),
    [me, t],
  )
}
