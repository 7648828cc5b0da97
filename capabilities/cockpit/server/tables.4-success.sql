-- Old light successes and tired fields start from the success type of the product, in rules that nobody wrote otherwise.
update signal_rules set definition = jsonb_set(definition, '{condition}',
    '"account.success_type == \"light\" && journey.days_since_light_old > 0"')
  where key = 'light_without_deep' and retired_at is null
    and definition ->> 'condition' = 'account.success_type == "light" && journey.days_since_last_phase > 730';
update signal_rules set definition = jsonb_set(definition, '{condition}',
    to_jsonb(replace(definition ->> 'condition', 'account.days_since_sign_up >= 180', 'journey.days_of_fatigue_watch >= 0')))
  where key = 'field_fatigue' and retired_at is null
    and definition ->> 'condition' = 'account.success_type == "deep" && !has(journey.last_phase_on) && account.days_since_sign_up >= 180 && contacts.operator.days_since_touch >= 45 && (pulse.latest <= 2 || inquiry.open_count >= 3)';
