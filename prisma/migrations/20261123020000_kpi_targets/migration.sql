-- CreateTable
CREATE TABLE "kpi_target" (
    "id" SERIAL NOT NULL,
    "kpi" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "value" DECIMAL(18,4),
    "version" INTEGER NOT NULL DEFAULT 1,
    "set_by_id" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kpi_target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kpi_target_agreement" (
    "target_id" INTEGER NOT NULL,
    "side" "side" NOT NULL,
    "person_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kpi_target_agreement_pkey" PRIMARY KEY ("target_id","side")
);

-- CreateTable
CREATE TABLE "kpi_target_event" (
    "id" SERIAL NOT NULL,
    "target_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "kpi_target_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "kpi_target_period_kpi_key" ON "kpi_target"("period", "kpi");

-- CreateIndex
CREATE UNIQUE INDEX "kpi_target_agreement_target_id_person_id_key" ON "kpi_target_agreement"("target_id", "person_id");

-- CreateIndex
CREATE INDEX "kpi_target_event_target_id_id_idx" ON "kpi_target_event"("target_id", "id");

-- AddForeignKey
ALTER TABLE "kpi_target" ADD CONSTRAINT "kpi_target_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_target_agreement" ADD CONSTRAINT "kpi_target_agreement_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "kpi_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_target_agreement" ADD CONSTRAINT "kpi_target_agreement_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_target_event" ADD CONSTRAINT "kpi_target_event_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "kpi_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kpi_target_event" ADD CONSTRAINT "kpi_target_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

ALTER TABLE "kpi_target"
  ADD CONSTRAINT "kpi_target_period_check" CHECK ("period" ~ '^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]))?$'),
  ADD CONSTRAINT "kpi_target_value_check" CHECK ("value" >= 0);

CREATE TRIGGER "kpi_target_event_append_only" BEFORE UPDATE OR DELETE ON "kpi_target_event" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- An agreement is to the target as it stands, by a head of that side, and holds it until it is committed: an edit that
-- runs at the same moment comes before or after it, never between.
CREATE FUNCTION "kpi_target_agreement_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed "kpi_target"%ROWTYPE;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'an agreement is given or voided, never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO agreed FROM "kpi_target" t WHERE t."id" = NEW."target_id" FOR UPDATE;
  IF NEW."version" <> agreed."version" OR agreed."value" IS NULL THEN
    RAISE EXCEPTION 'an agreement is to the target as it stands' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM "person" p
    WHERE p."id" = NEW."person_id" AND p."status" = 'active' AND NEW."side" = ANY (p."head_of")
  ) THEN
    RAISE EXCEPTION 'only a head of the side agrees for it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "kpi_target_agreement_guard" BEFORE INSERT OR UPDATE ON "kpi_target_agreement" FOR EACH ROW EXECUTE FUNCTION "kpi_target_agreement_guard"();

CREATE FUNCTION "kpi_target_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."kpi" <> OLD."kpi" OR NEW."period" <> OLD."period" THEN
    RAISE EXCEPTION 'a target keeps its KPI and period' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."value" IS DISTINCT FROM OLD."value" AND (
    NEW."version" <= OLD."version"
    OR EXISTS (SELECT 1 FROM "kpi_target_agreement" a WHERE a."target_id" = NEW."id")
  ) THEN
    RAISE EXCEPTION 'an edit voids the agreements' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "kpi_target_guard" BEFORE UPDATE ON "kpi_target" FOR EACH ROW EXECUTE FUNCTION "kpi_target_guard"();
