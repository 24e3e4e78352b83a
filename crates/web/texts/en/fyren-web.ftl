## general

general-title = Information
general-skip = Skip to content

## leave

leave = Leave this page now
leave-more = Shift, press two more times to leave this page.
leave-once = Shift, press one more time to leave this page.
leave-over = The time ran out. You are still on this page.

## start

## ask

## follow

## about

about = What we can and cannot promise

## error

error-back = Back
error-reference = Give this code if you contact us about the fault:
error-not-found = There is no such page
error-not-found-detail = The address is wrong, or the page is not open to you.
error-method = The page cannot be used that way
error-method-detail = Go back and try once more.
error-sign-in = You need to sign in
error-sign-in-detail = You have been inactive too long, or signed out in another window.
error-foreign-form = The form belongs to an earlier sign-in
error-foreign-form-detail = Go back, reload the page and send again.
error-stale = Somebody else was first
error-stale-detail = Reload the page to see what has changed. Nothing of yours is saved yet.
error-too-large = Too large
error-too-large-detail = What you send is larger than we can take.
error-malformed = It could not be read
error-malformed-detail = Something was cut off or damaged on the way. Try once more.
error-unproven = Try once more
error-unproven-detail = It took too long, or the keys do not match. Nothing is saved.
error-taken = Something else is already there
error-taken-detail = Reload the page and try again. What you wrote has not been sent.
error-too-many = Too many attempts just now
error-too-many-detail = Wait a minute and try again.
error-not-ready = The service is not ready yet
error-not-ready-detail = Try again in a little while.
error-internal = Something went wrong on our side
error-internal-detail = It is not your fault. Try again in a while.

## sign-in

## enrolment

## account

## staff

## setup

## queue

## phone-call

## enquiry

## consultation

## triage

## reader

## exclusion

## answer

## note

## attachment

## follow-up

## closure

## canned-answer

## event

## count

## demo

