import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MapDraft } from '#capabilities/journey/core/mapDraft.ts'
import { errorText } from '#web/problemText.ts'
import { toast } from '#web/ui/toast.ts'
import { journey } from '../apis.ts'
import { maps, type Publication } from './apis.ts'
import type { Editing } from './editing.ts'
import type { Saving } from './useSaving.ts'

/** The version that a draft is held against, and what it says; nulls: none was published yet. */
export type Base = { version: number | null; content: MapDraft | null }

type Ground = {
  mapKey: string
  editing: Editing
  saving: Saving
  base: Base
  setBase: (base: Base) => void
}

/** Publishing, giving the draft up, and what older versions are good for. */
export function useMapMoves({ mapKey, editing, saving, base, setBase }: Ground) {
  const { t } = useTranslation('maps')
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: journey.key() })
  const tell = (error: unknown) => toast(errorText(error), { tone: 'risk' })

  /** Throws what the server refused, for the dialog to show. */
  const publish = async (given: Pick<Publication, 'moving' | 'named' | 'note'>) => {
    const revision = await saving.flush()
    const { draft } = editing
    const made = await maps.publish.call({ key: mapKey, revision, ...given })
    saving.settleOn(draft, 0, made.version)
    setBase({ version: made.version, content: draft })
    await again()
    const before = base.version
    toast(t('done.published', { version: made.version }), before === null ? {} : { undo: () => load(before) })
  }
  const load = async (version: number) => {
    try {
      const { content } = await maps.version.call({ key: mapKey, version })
      editing.replace(content as MapDraft)
      toast(t('done.loaded', { version }), { undo: editing.undo })
    } catch (error) {
      tell(error)
    }
  }
  const discard = async () => {
    const { content, version } = base
    if (!content) return
    const { draft } = editing
    try {
      if ((await saving.flush()) > 0) await maps.discard.call({ key: mapKey })
      editing.replace(content)
      saving.settleOn(content, 0, version ?? 0)
      toast(t('done.discarded'), { undo: () => editing.replace(draft) })
    } catch (error) {
      tell(error)
    }
  }
  return { publish, load, discard }
}
