-- CreateTable
CREATE TABLE "shared_link" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "screen" TEXT NOT NULL,
    "query" JSONB NOT NULL DEFAULT '{}',
    "preset" TEXT,
    "from_day" DATE,
    "to_day" DATE,
    "named" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" INTEGER,
    "views" INTEGER NOT NULL DEFAULT 0,
    "last_viewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "shared_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shared_link_hash_key" ON "shared_link"("hash");

-- CreateIndex
CREATE INDEX "shared_link_created_by_id_id_idx" ON "shared_link"("created_by_id", "id");

-- AddForeignKey
ALTER TABLE "shared_link" ADD CONSTRAINT "shared_link_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_link" ADD CONSTRAINT "shared_link_revoked_by_id_fkey" FOREIGN KEY ("revoked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say
ALTER TABLE "shared_link"
  ADD CONSTRAINT "shared_link_days" CHECK (
    ("preset" IS NOT NULL AND "from_day" IS NULL AND "to_day" IS NULL)
    OR ("preset" IS NULL AND "from_day" IS NOT NULL AND "to_day" IS NOT NULL AND "from_day" <= "to_day")
  ),
  ADD CONSTRAINT "shared_link_expires" CHECK (
    "expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '91 days'
  ),
  ADD CONSTRAINT "shared_link_query" CHECK (jsonb_typeof("query") = 'object'),
  ADD CONSTRAINT "shared_link_revoked" CHECK (("revoked_at" IS NULL) = ("revoked_by_id" IS NULL)),
  ADD CONSTRAINT "shared_link_views" CHECK ("views" >= 0);
