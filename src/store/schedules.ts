import { z } from 'zod';
import { inChunks } from './chunks.ts';
import type { ScheduleTable } from './digest-schema.ts';
import { LAYOUTS, type Schedule, type ScheduleStore } from './digest-store.ts';
import { presentFields } from './present-fields.ts';
import type { Session } from './session.ts';

const scheduleRow = z.object({
  channel: z.string(),
  platform: z.string(),
  time: z.string(),
  timeZone: z.string(),
  days: z.string().transform((days) => [...days].map(Number)),
  nextAt: z.coerce.number().exactOptional(),
  nextSlot: z.string().exactOptional(),
  papers: z.coerce.number(),
  layout: z.enum(LAYOUTS),
  announceQuiet: z.coerce.number().transform((quiet) => quiet === 1),
  pausedUntil: z.coerce.number().exactOptional(),
  pauseReason: z.string().exactOptional(),
});

/** When each channel's digests come. */
export function createScheduleStore({ db, claimWork }: Session): ScheduleStore {
  return {
    async get(channel) {
      const row = await db
        .selectFrom('schedules')
        .selectAll()
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row && readSchedule(row);
    },

    async all() {
      const rows = await db.selectFrom('schedules').selectAll().orderBy('channel').execute();
      return rows.map(readSchedule);
    },

    async put(...schedules) {
      await inChunks(schedules.map(rowOf), (rows) =>
        db
          .insertInto('schedules')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('channel').doUpdateSet((set) => ({
              platform: set.ref('excluded.platform'),
              time: set.ref('excluded.time'),
              timeZone: set.ref('excluded.timeZone'),
              days: set.ref('excluded.days'),
              nextAt: set.ref('excluded.nextAt'),
              nextSlot: set.ref('excluded.nextSlot'),
              papers: set.ref('excluded.papers'),
              layout: set.ref('excluded.layout'),
              announceQuiet: set.ref('excluded.announceQuiet'),
              pausedUntil: set.ref('excluded.pausedUntil'),
              pauseReason: set.ref('excluded.pauseReason'),
            })),
          )
          .execute(),
      );
    },

    async due(platforms, now, limit) {
      if (platforms.length === 0) return [];
      const rows = await db
        .selectFrom('schedules')
        .selectAll()
        .where('platform', 'in', platforms)
        .where('nextAt', '<=', now)
        .orderBy('nextAt')
        .orderBy('channel')
        .limit(limit)
        .$call(claimWork.rows)
        .execute();
      return rows.map(readSchedule);
    },

    async laterThan(at, after, limit) {
      const rows = await db
        .selectFrom('schedules')
        .selectAll()
        .where('nextAt', '>', at)
        .where('channel', '>', after)
        .orderBy('channel')
        .limit(limit)
        .execute();
      return rows.map(readSchedule);
    },
  };
}

function readSchedule(row: ScheduleTable): Schedule {
  return scheduleRow.parse(presentFields(row));
}

function rowOf(schedule: Schedule): ScheduleTable {
  return {
    channel: schedule.channel,
    platform: schedule.platform,
    time: schedule.time,
    timeZone: schedule.timeZone,
    days: schedule.days.join(''),
    nextAt: schedule.nextAt ?? null,
    nextSlot: schedule.nextSlot ?? null,
    papers: schedule.papers,
    layout: schedule.layout,
    announceQuiet: schedule.announceQuiet ? 1 : 0,
    pausedUntil: schedule.pausedUntil ?? null,
    pauseReason: schedule.pauseReason ?? null,
  };
}
