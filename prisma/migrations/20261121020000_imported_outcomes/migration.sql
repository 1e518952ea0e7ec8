-- A file may say that a deal was won or lost without its amount or reason: unknown is not zero. People still have to
-- give both; the commands see to that.
ALTER TABLE "deal" DROP CONSTRAINT "deal_closed";
ALTER TABLE "deal" ADD CONSTRAINT "deal_closed" CHECK (("state" = 'open') = ("closed_at" IS NULL));
