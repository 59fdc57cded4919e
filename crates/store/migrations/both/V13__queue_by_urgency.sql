-- The queue by urgency: how the clocks of an incident stand together, since when all of them stand
-- still, and until when an offer waits; and what runs out soon, read off indexes.

ALTER TABLE incident ADD COLUMN clock_state TEXT NOT NULL DEFAULT 'none';
ALTER TABLE incident ADD COLUMN paused_at BIGINT;
ALTER TABLE incident ADD COLUMN offer_until_at BIGINT;

UPDATE incident SET clock_state = CASE
        WHEN EXISTS (SELECT 1 FROM clock WHERE clock.incident_id = incident.id
            AND clock.state = 'never_due') THEN 'never_due'
        WHEN deadline_at IS NOT NULL THEN 'running'
        WHEN EXISTS (SELECT 1 FROM clock WHERE clock.incident_id = incident.id
            AND clock.state = 'paused') THEN 'paused'
        ELSE 'none' END
    WHERE is_open = TRUE;

UPDATE incident SET paused_at = (SELECT MAX(fact.happened_at) FROM fact
        WHERE fact.incident_id = incident.id AND fact.kind = 'waiting_began')
    WHERE clock_state = 'paused';

-- Without a deadline: first what never comes due, then what stands still, the longest first, and
-- last what has no clock.
UPDATE incident SET sort_at = CASE clock_state
        WHEN 'never_due' THEN 253402000000000
        WHEN 'paused' THEN 253402000000001 + COALESCE(paused_at, 0)
        ELSE 506804000000000 END
    WHERE is_open = TRUE AND deadline_at IS NULL;

CREATE INDEX incident_of_clock ON incident (clock_state, sort_at, id) WHERE is_open = TRUE;
CREATE INDEX incident_waiting ON incident (waiting_on, sort_at, id)
    WHERE is_open = TRUE AND waiting_on IS NOT NULL;
CREATE INDEX incident_promised ON incident (next_update_at, id)
    WHERE is_open = TRUE AND next_update_at IS NOT NULL;
CREATE INDEX incident_offered ON incident (offer_until_at, id)
    WHERE is_open = TRUE AND offer_until_at IS NOT NULL;
CREATE INDEX clock_running_out ON clock (limit_at, incident_id, metric)
    WHERE state = 'running';
