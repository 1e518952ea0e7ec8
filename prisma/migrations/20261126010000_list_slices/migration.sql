-- Lists of what happened in a period, in the order of another time, where what fits lies at neither end of that order: the
-- months of the period are read one by one, each in the order of the list, as far as a page goes (lib/leads/queries/slices.ts).
CREATE INDEX "lead_slice_created_updated" ON "lead" ((date_trunc('month', "created_at" AT TIME ZONE 'UTC')), "updated_at", "id")
  INCLUDE ("created_at", "status", "reached", "origin", "grade", "reached_qualified", "reached_handed_off", "reached_accepted", "reached_deal", "won_at", "customer_at");

-- The stages that many leads enter.
CREATE INDEX "lead_slice_qualified_created" ON "lead" ((date_trunc('month', "reached_qualified" AT TIME ZONE 'UTC')), "created_at", "id")
  INCLUDE ("reached_qualified") WHERE "reached_qualified" IS NOT NULL;
CREATE INDEX "lead_slice_qualified_updated" ON "lead" ((date_trunc('month', "reached_qualified" AT TIME ZONE 'UTC')), "updated_at", "id")
  INCLUDE ("reached_qualified") WHERE "reached_qualified" IS NOT NULL;
CREATE INDEX "lead_slice_handed_off_created" ON "lead" ((date_trunc('month', "reached_handed_off" AT TIME ZONE 'UTC')), "created_at", "id")
  INCLUDE ("reached_handed_off") WHERE "reached_handed_off" IS NOT NULL;
CREATE INDEX "lead_slice_handed_off_updated" ON "lead" ((date_trunc('month', "reached_handed_off" AT TIME ZONE 'UTC')), "updated_at", "id")
  INCLUDE ("reached_handed_off") WHERE "reached_handed_off" IS NOT NULL;
CREATE INDEX "lead_slice_accepted_created" ON "lead" ((date_trunc('month', "reached_accepted" AT TIME ZONE 'UTC')), "created_at", "id")
  INCLUDE ("reached_accepted") WHERE "reached_accepted" IS NOT NULL;
CREATE INDEX "lead_slice_accepted_updated" ON "lead" ((date_trunc('month', "reached_accepted" AT TIME ZONE 'UTC')), "updated_at", "id")
  INCLUDE ("reached_accepted") WHERE "reached_accepted" IS NOT NULL;

-- What nurture waits for.
CREATE INDEX "lead_slice_wake_created" ON "lead" ((date_trunc('month', "nurture_wake_on"::timestamp)), "created_at", "id")
  INCLUDE ("nurture_wake_on", "woken_by_touch_id") WHERE "status" = 'nurture';
CREATE INDEX "lead_slice_wake_updated" ON "lead" ((date_trunc('month', "nurture_wake_on"::timestamp)), "updated_at", "id")
  INCLUDE ("nurture_wake_on", "woken_by_touch_id") WHERE "status" = 'nurture';
