## general

## leave

## start

## ask

## follow

## about

## error

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

