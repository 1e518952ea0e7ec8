-- CreateTable
CREATE TABLE "import_values" (
    "import_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "found" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_values_pkey" PRIMARY KEY ("import_id")
);

-- AddForeignKey
ALTER TABLE "import_values" ADD CONSTRAINT "import_values_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
