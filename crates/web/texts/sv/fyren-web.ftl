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

start-heading = Råd till dig som möter människor
start-welcome = Du som arbetar i skola, vård, socialtjänst, polis eller förening kan fråga oss om du är orolig för någon i en familj eller släkt. Du behöver inte veta säkert, och du ska inte säga vem det gäller.
start-ask = Ställ en fråga
start-ask-detail = Skriv utan att nämna någon. Du får fem ord som öppnar svaret.
start-follow = Läs ditt svar
start-follow-detail = Har du redan frågat? Öppna med dina fem ord.
start-call = Prata med någon
start-yourself = Är det du själv som har det svårt hemma? Ring gärna. Du bestämmer vad du vill berätta, och du behöver inte säga vad du heter.
start-visit = Besök oss
start-hours-unknown = Vi vet inte säkert när de svarar.
start-checked = Kontrollerat { $date }, källa { $source }
start-overdue = Det var länge sedan. Uppgiften kan ha ändrats.

## ask

ask-heading = Ställ en fråga
ask-lead = Det du skriver låses i din webbläsare innan det skickas. Bara de som står längre ner kan läsa det.
ask-plain = Så når du oss
ask-plain-detail = Att skriva till oss kräver en nyare webbläsare med skript påslaget, för det är din webbläsare som låser texten. Går det inte här kan du ringa eller besöka oss.
ask-offline = Du har inget nät just nu. Det du har skrivit står kvar. Vi fortsätter när nätet är tillbaka.
ask-you = Om dig
ask-profession = Vad arbetar du som?
ask-profession-fault = Välj ditt yrke, eller ”vet inte”
ask-organisation = Var arbetar du?
ask-organisation-fault = Välj typ av arbetsplats, eller ”vet inte”
ask-kommun = I vilken kommun arbetar du?
ask-kommun-fault = Välj kommun, eller ”vet inte”
ask-kommun-unknown = Vet inte, eller en annan kommun
ask-concerns = Vad gäller det?
ask-concerns-hint = Välj allt du tror. Du kan hoppa över frågan.
ask-words = Din fråga
ask-nobody = Skriv så att ingen kan kännas igen
ask-nobody-why = Om du berättar vilket barn det gäller kan vi bli skyldiga att anmäla, även när du bara vill ha råd. Då bestämmer varken du eller vi längre vad som händer först. Därför ger vi råd utan att veta vem.
ask-nobody-names = Skriv inte namn, personnummer, telefonnummer, adress eller klass. Inte ditt eget namn heller.
ask-nobody-places = Skriv inte skolans eller arbetsplatsens namn, och inte ovanliga saker som pekar ut en familj.
ask-nobody-instead = Skriv till exempel ”en elev på mellanstadiet” eller ”en kvinna i tjugoårsåldern”.
ask-readers = De här kan läsa din fråga
ask-readers-hint = Känner du någon av dem, eller kan någon känna familjen? Ta bort krysset. Då kan den personen inte öppna det du skriver.
ask-readers-fault = Minst en person måste kunna läsa din fråga
ask-readers-wait = Vi hämtar listan …
ask-readers-fail = Vi kan inte ta emot frågor just nu, eller så stämmer inte nycklarna. Det du skrev står kvar. Försök igen om en stund, eller ring.
ask-readers-signed = Din webbläsare har kontrollerat att nyckeln är påskriven av centret.
ask-text = Vad vill du ha råd om?
ask-text-fault = Skriv vad du vill ha råd om
ask-continue = Fortsätt
ask-continue-hint = Inget skickas än.
ask-phrase = Dina fem ord
ask-phrase-lead = De här orden är enda vägen till svaret. De visas bara nu.
ask-phrase-keep = Lär dig dem, eller skriv dem där bara du ser dem. Skriv inte vad de är till för.
ask-phrase-alone = Den som har orden kan läsa det du och vi skriver.
ask-phrase-lost = Tappar du orden kan ingen ta fram dem, inte vi heller. Då får du fråga på nytt.
ask-confirm = Visa att du har dem
ask-confirm-hint = Skriv två av orden.
ask-confirm-word = Ord nummer
ask-confirm-fault = Det ordet stämmer inte. Titta i listan ovanför
ask-send = Lås och skicka
ask-back = Ändra frågan
ask-sealing = Vi låser din text …
ask-waiting = Väntar på nätet. Vi skickar så fort det går.
ask-sent = Din fråga har kommit fram
ask-sent-number = Frågan har nummer
ask-answer-within = { $days ->
    [one] Du får svar inom en arbetsdag.
   *[other] Du får svar inom { $days } arbetsdagar.
  }
ask-answer-unknown = Vi kan inte lova när du får svar. Ring om det är bråttom.
ask-sent-follow = Svaret läser du här med dina fem ord:
ask-sent-leave = Vi kan inte höra av oss till dig. Titta in igen. Lämna sidan när du är klar.

## follow

follow-heading = Läs ditt svar
follow-lead = Skriv de fem ord du fick när du frågade.
follow-words = Dina fem ord
follow-words-hint = Med mellanslag mellan. Stora eller små bokstäver spelar ingen roll.
follow-count = Skriv fem ord
follow-word = Ordet finns inte i listan:
follow-none = Vi hittar inget för de orden. Är de i rätt ordning?
follow-near = Menade du
follow-open = Öppna
follow-opening = Öppnar, det tar några sekunder …
follow-thread = Det som är skrivet
follow-closed = Centret har avslutat frågan. Du kan fortfarande läsa och skriva.
follow-waiting = Inget svar än. Titta in igen.
follow-write = Skriv mer
follow-write-hint = Nämn fortfarande ingen. Inga namn, nummer, adresser eller skolor.
follow-write-fault = Skriv något eller välj en fil
follow-file = Skicka en fil
follow-file-hint = PDF, bild (PNG, JPEG, WebP) eller Word (DOCX), högst 10 MB. Se till att ingen kan kännas igen, inte heller i bilden eller filens namn.
follow-file-kind = Filen är inte en PDF, bild eller DOCX. Inget är skickat
follow-file-size = Filen är större än 10 MB. Inget är skickat
follow-send = Lås och skicka
follow-again = Läs igen
follow-sent = Skickat.
follow-file-trace = En fil du öppnar sparas på den här datorn eller telefonen och ligger kvar där tills du tar bort den.
follow-own = Du
follow-unopenable = Det här gick inte att öppna.

## about

about = Vad vi kan och inte kan lova
about-lead = Vi vill inte lova mer än vi kan hålla. Här står det vi vet.
about-can = Det här kan du lita på
about-sealed = Det du skriver låses i din webbläsare. Servern och de som sköter den kan inte läsa texten, filerna eller filernas namn.
about-phrase = Du behöver inget konto och inget namn. Fem ord är din enda nyckel.
about-no-trace = Vi sparar inget i din webbläsare: inga kakor, inget språkval, inga utkast.
about-readers = Före du skickar ser du vilka som kan läsa. Du kan stänga ute någon av dem.
about-cannot = Det här kan vi inte skydda dig mot
about-history = Webbläsarens historik. Adressen hit står kvar där. Använd ett privat fönster om det är tryggt för dig.
about-watched = Den som ser din skärm eller har lagt in ett program som läser det du skriver. Använd då en annan dator eller telefon.
about-log = Spår i nätet. Den som sköter nätet där du är kan se att du har varit här, men inte vad du skrev. Servern kan också ha en logg över adresser, och den kan begäras ut.
about-server = En server som någon har tagit över. Den skulle kunna visa en ändrad sida. Sidans program är öppet så att andra kan granska det.
about-lost-phrase = Tappade ord. Ingen kan öppna frågan utan dem.
about-duty = Barn under 18 år
about-duty-detail = Berättar du vilket barn det gäller kan de som läser bli skyldiga att anmäla. Därför ber vi dig att aldrig nämna någon.
about-kept = Vad vi sparar
about-kept-detail = Vi sparar det låsta du skickar, vilka svar du valde, och vilken timme det kom. Svaren du valde är låsta med en nyckel som ligger utanför databasen. De räknas i statistik där ingen går att känna igen.
about-cookies = Den som besöker de här sidorna får inga kakor.
about-safer = Tryggare när du läser och skriver
about-safer-device = Helst en dator eller telefon som ingen annan i familjen använder, till exempel på jobbet, i skolan eller på ett bibliotek.
about-safer-window = Ett privat fönster lämnar mindre spår. Men ta inte bort hela historiken, det kan väcka frågor.
about-safer-leave = Knappen ”Lämna sidan nu” tömmer sidan och öppnar en vanlig webbplats. Tre tryck på Skift gör samma sak.

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

