-- An update is not joined with what it was: what did not change cancels out in the sum, with any number of rows and any
-- plan (a plan that is kept from the update of one row joins a hundred thousand one by one).
CREATE OR REPLACE FUNCTION "handoff_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "handoff_change"
      SELECT 1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at")
      FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "handoff_change"
      SELECT -1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at")
      FROM removed;
  ELSE
    INSERT INTO "handoff_change"
      SELECT sum("sign"), "decided_at", "accepted", "in_time", "response_minutes", "missed_at"
      FROM (
        SELECT -1 AS "sign", "id", "decided_at", "state" = 'accepted' AS "accepted",
          "handoff_in_time"("decided_at", "due_at") AS "in_time", "response_minutes",
          "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at") AS "missed_at"
        FROM removed
        UNION ALL
        SELECT 1, "id", "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
          "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at")
        FROM added
      ) fact
      GROUP BY "id", "decided_at", "accepted", "in_time", "response_minutes", "missed_at"
      HAVING sum("sign") <> 0;
  END IF;
  RETURN NULL;
END $$;
