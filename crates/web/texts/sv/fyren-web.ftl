## general

general-title = Information
general-skip = Hoppa till innehållet
general-navigation = Sidor
general-sign-out = Logga ut
general-queue = Kö
general-phone-call = Logga samtal
general-counts = Statistik
general-canned-answers = Mallsvar
general-events = Händelser
general-staff = Personal
general-account = Mitt konto
general-coordinator = koordinator
general-member = operativt team
general-administrator = administratör
general-steering = styrgrupp
general-faults = Något saknas eller är fel

## leave

leave = Lämna sidan nu
leave-more = Skift, tryck två gånger till för att lämna sidan.
leave-once = Skift, tryck en gång till för att lämna sidan.
leave-over = Tiden gick ut. Du är kvar på sidan.

## start

## ask

## follow

## about

about = Vad vi kan och inte kan lova

## error

error-back = Tillbaka
error-reference = Säg den här koden om du hör av dig om felet:
error-not-found = Sidan finns inte
error-not-found-detail = Adressen är fel, eller så är sidan inte öppen för dig.
error-method = Så kan sidan inte användas
error-method-detail = Gå tillbaka och försök en gång till.
error-sign-in = Du behöver logga in
error-sign-in-detail = Du har varit inaktiv för länge eller loggat ut i ett annat fönster.
error-foreign-form = Formuläret hör till en tidigare inloggning
error-foreign-form-detail = Gå tillbaka, ladda om sidan och skicka igen.
error-stale = Någon annan hann före
error-stale-detail = Ladda om sidan för att se vad som ändrats. Inget av ditt är sparat än.
error-too-large = För stort
error-too-large-detail = Det du skickar är större än vad vi kan ta emot.
error-malformed = Det gick inte att läsa
error-malformed-detail = Något blev avhugget eller fel på vägen. Försök en gång till.
error-unproven = Försök en gång till
error-unproven-detail = Det tog för lång tid, eller så stämmer inte nycklarna. Inget är sparat.
error-taken = Det finns redan något annat där
error-taken-detail = Ladda om sidan och försök igen. Det du skrev är inte skickat.
error-too-many = För många försök just nu
error-too-many-detail = Vänta en minut och försök igen.
error-not-ready = Tjänsten är inte redo än
error-not-ready-detail = Försök igen om en liten stund.
error-internal = Något gick fel hos oss
error-internal-detail = Det är inte ditt fel. Försök igen om en stund.

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

