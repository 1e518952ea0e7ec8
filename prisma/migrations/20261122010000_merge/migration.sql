-- DropForeignKey
ALTER TABLE "lead_event" DROP CONSTRAINT "lead_event_lead_id_fkey";

-- CreateTable
CREATE TABLE "lead_merge" (
    "id" SERIAL NOT NULL,
    "kept_id" INTEGER NOT NULL,
    "merged_id" INTEGER NOT NULL,
    "live_id" INTEGER,
    "display_name" TEXT NOT NULL,
    "email_key" TEXT,
    "phone_key" TEXT,
    "external_id" TEXT,
    "kept_version" INTEGER NOT NULL,
    "before" JSONB NOT NULL,
    "merged_by_id" INTEGER NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by_id" INTEGER,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "lead_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_difference" (
    "low_id" INTEGER NOT NULL,
    "high_id" INTEGER NOT NULL,
    "said_by_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_difference_pkey" PRIMARY KEY ("low_id","high_id")
);

-- AddForeignKey
ALTER TABLE "lead_merge" ADD CONSTRAINT "lead_merge_live_id_fkey" FOREIGN KEY ("live_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_merge" ADD CONSTRAINT "lead_merge_merged_by_id_fkey" FOREIGN KEY ("merged_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_merge" ADD CONSTRAINT "lead_merge_undone_by_id_fkey" FOREIGN KEY ("undone_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_difference" ADD CONSTRAINT "lead_difference_said_by_id_fkey" FOREIGN KEY ("said_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- A lead is part of one other at most; which leads are part of this one; whose address this was.
CREATE UNIQUE INDEX "lead_merge_merged" ON "lead_merge" ("merged_id") WHERE "live_id" IS NOT NULL;
CREATE INDEX "lead_merge_live" ON "lead_merge" ("live_id") WHERE "live_id" IS NOT NULL;
CREATE INDEX "lead_merge_email_key" ON "lead_merge" ("email_key") WHERE "live_id" IS NOT NULL AND "email_key" IS NOT NULL;
CREATE INDEX "lead_merge_phone_key" ON "lead_merge" ("phone_key") WHERE "live_id" IS NOT NULL AND "phone_key" IS NOT NULL;
CREATE INDEX "lead_merge_external_id" ON "lead_merge" ("external_id") WHERE "live_id" IS NOT NULL AND "external_id" IS NOT NULL;
ALTER TABLE "lead_merge" ADD CONSTRAINT "lead_merge_undone" CHECK (("undone_at" IS NULL) = ("undone_by_id" IS NULL) AND ("undone_at" IS NULL) = ("live_id" IS NOT NULL));
ALTER TABLE "lead_merge" ADD CONSTRAINT "lead_merge_two" CHECK ("kept_id" <> "merged_id" AND "live_id" <> "merged_id");
ALTER TABLE "lead_difference" ADD CONSTRAINT "lead_difference_order" CHECK ("low_id" < "high_id");

-- The history outlives the row of a merged lead, so it has no foreign key; what happens is written of leads all the same.
CREATE FUNCTION "lead_event_of_a_lead"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added e
    WHERE NOT EXISTS (SELECT 1 FROM "lead" l WHERE l."id" = e."lead_id")
      AND NOT EXISTS (SELECT 1 FROM "lead_merge" m WHERE m."merged_id" = e."lead_id")
  ) THEN
    RAISE EXCEPTION 'an event of no lead' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_event_of_a_lead" AFTER INSERT ON "lead_event" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "lead_event_of_a_lead"();
