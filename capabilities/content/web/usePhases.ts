import { useQuery } from '@tanstack/react-query'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { mapsQuery } from './apis.ts'

/** The phases of all maps in force, each key once, in the order of the maps. */
export function usePhases(): { key: string; label: string }[] {
  const { language } = useFormat()
  const { data } = useQuery({ ...mapsQuery, enabled: useMay('journey.read') })
  const all = (data?.maps ?? []).flatMap(({ phases }) => phases)
  const once = new Map(all.map(({ key, label }) => [key, { key, label: inLanguage(label, language) }]))
  return [...once.values()]
}
