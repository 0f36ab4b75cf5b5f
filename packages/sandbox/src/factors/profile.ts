import { isObject } from "../api/request-body.ts";
import type { User } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";

/** The questions that a user can choose from. */
const QUESTIONS: readonly string[] = [
  "disliked_food",
  "name_of_first_plush_toy",
  "first_award",
  "favorite_security_question",
  "favorite_toy",
  "first_computer_game",
  "favorite_movie_quote",
  "first_sports_team_mascot",
  "first_music_purchase",
  "favorite_art_piece",
  "grandmother_favorite_desert",
  "first_thing_cooked",
  "childhood_dream_job",
  "first_kiss_location",
  "place_where_significant_other_was_met",
  "favorite_vacation_location",
  "new_years_two_thousand",
  "favorite_speaker_actor",
  "favorite_book_movie_character",
  "favorite_sports_player",
];

/** A factor's profile as the org keeps it, and the answer where the factor is a question. */
export interface FactorProfile {
  readonly profile: Record<string, unknown>;
  readonly answer?: string;
}

/**
 * Reads the profile of a factor that a user is to have.
 *
 * @throws {OktaError} E0000001 for what is missing or not theirs, E0000098 for what is not a phone number.
 */
export function readFactorProfile(factorType: string, sent: unknown, user: User): FactorProfile {
  const profile = isObject(sent) ? sent : {};
  switch (factorType) {
    case "sms":
      return { profile: { phoneNumber: readPhoneNumber(profile, user) } };
    case "call":
      return {
        profile: {
          phoneNumber: readPhoneNumber(profile, user),
          ...(typeof profile.phoneExtension === "string" && { phoneExtension: profile.phoneExtension }),
        },
      };
    case "email":
      return { profile: { email: readEmail(profile, user) } };
    case "question":
      return readQuestion(profile);
    case "token:software:totp":
      return { profile: { credentialId: user.profile.login } };
    default:
      return { profile: {} };
  }
}

/** A number in E.164, however it was written; the user's own where none was sent. */
function readPhoneNumber({ phoneNumber }: Record<string, unknown>, user: User): string {
  const sent = phoneNumber ?? user.profile.mobilePhone;
  if (typeof sent !== "string" || sent === "") {
    throw validation("factorEnrollRequest", "phoneNumber: The field cannot be left blank");
  }
  const number = sent.replaceAll(/[\s().-]/g, "");
  if (!/^\+[1-9]\d{1,14}$/.test(number)) {
    throw new OktaError({ status: 400, code: "E0000098", summary: "This phone number is invalid." });
  }
  return number;
}

function readEmail({ email }: Record<string, unknown>, { profile }: User): unknown {
  const wanted = email ?? profile.email;
  if (wanted === profile.email || wanted === profile.secondEmail) return wanted;
  throw validation("Only verified primary or secondary email can be enrolled.");
}

function readQuestion({ question, answer }: Record<string, unknown>): FactorProfile {
  if (typeof question !== "string" || !QUESTIONS.includes(question)) {
    throw validation("factorEnrollRequest", "question: The field is not one of the known questions");
  }
  if (typeof answer !== "string" || answer.trim().length < 4) {
    throw validation("factorEnrollRequest", "The security question answer must be at least 4 characters in length");
  }
  const questionText = `${question.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase())}?`;
  return { profile: { question, questionText }, answer };
}
