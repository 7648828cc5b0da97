import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import { facts } from '../factsApi.ts'
import { type Axis, type Segment, segments } from './apis.ts'

/** Asks anew for what a change of segments touches. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: segments.key() }),
      queries.invalidateQueries({ queryKey: facts.catalogue.key() }),
    ])
}

/** What can be done with axes and segments beside editing them; each can be taken back. */
export function useSegmentMoves(axes: readonly Axis[]) {
  const { t } = useTranslation('segments')
  const { language } = useFormat()
  const refresh = useRefresh()
  const run = (work: () => Promise<unknown>) => {
    void work()
      .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
      .then(refresh)
  }
  const ordered = (put: (ids: string[]) => Promise<unknown>, before: string[], id: string, by: -1 | 1) =>
    run(async () => {
      const after = before.filter((one) => one !== id)
      after.splice(before.indexOf(id) + by, 0, id)
      await put(after)
      toast(t('done.moved'), { undo: () => put(before).then(refresh) })
    })
  return {
    archiveAxis: (axis: Axis) =>
      run(async () => {
        const put = (archived: boolean) => segments.updateAxis.call({ id: axis.id, archived })
        await put(true)
        toast(t('done.axisArchived', { name: inLanguage(axis.label, language) }), {
          undo: () => put(false).then(refresh),
        })
      }),
    restoreAxis: (axis: Axis) => run(() => segments.updateAxis.call({ id: axis.id, archived: false })),
    shiftAxis: (axis: Axis, by: -1 | 1) =>
      ordered(
        (ids) => segments.orderAxes.call({ ids }),
        axes.filter((one) => one.archivedAt === null).map((one) => one.id),
        axis.id,
        by,
      ),
    archive: (segment: Segment) =>
      run(async () => {
        const put = (archived: boolean) => segments.update.call({ id: segment.id, archived })
        await put(true)
        toast(t('done.archived', { name: inLanguage(segment.label, language) }), {
          undo: () => put(false).then(refresh),
        })
      }),
    restore: (segment: Segment) =>
      run(async () => {
        const put = (archived: boolean) => segments.update.call({ id: segment.id, archived })
        await put(false)
        toast(t('done.restored', { name: inLanguage(segment.label, language) }), {
          undo: () => put(true).then(refresh),
        })
      }),
    shift: (axis: Axis, segment: Segment, by: -1 | 1) =>
      ordered(
        (ids) => segments.order.call({ id: axis.id, ids }),
        axis.segments.filter((one) => one.archivedAt === null).map((one) => one.id),
        segment.id,
        by,
      ),
  }
}

export type SegmentMoves = ReturnType<typeof useSegmentMoves>
