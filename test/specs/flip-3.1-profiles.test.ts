import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

// The fields that the published clients of 3.1 declare.
const shared = `
  advanced_fps_conversion aspect_mode aspect_ratio audio_bitrate audio_channels
  audio_channels_layout audio_channels_per_track audio_codec audio_format audio_map audio_pid
  audio_profile audio_sample_rate audio_stream_id audio_streams avcintra_class buffer_size
  buffer_size_in_packets bumpers byte_range_requests clip_end clip_length clip_offset
  closed_captions codec_preset color_metadata crop_input_bottom crop_input_height crop_input_left
  crop_input_right crop_input_top crop_input_width dash_profile deinterlace deinterlace_frames
  dnxhd_type eac3_analog_to_digital_converter_type eac3_bitstream_mode eac3_copyright_protected
  eac3_dialog_normalization eac3_drc_line_mode_profile eac3_drc_rf_mode_profile
  eac3_enable_lfe_low_pass_filter eac3_evolution_enable eac3_lo_ro_center_mix_level
  eac3_lo_ro_surround_mix_level eac3_lt_rt_center_mix_level eac3_lt_rt_surround_mix_level
  eac3_mixing_level eac3_ninety_degree_phase_shift eac3_original_bitstream eac3_room_type
  eac3_stereo_downmix_preference eac3_surround_ex_mode eac3_three_decibel_attenuation encryption
  extname fps frame_count frame_interval frame_offsets h264_level h264_profile h264_tune height
  imx_type interlace keyframe_interval keyframe_rate lang max_rate merge_audio_streams
  mute_audio_tracks name outputs_path_format pixel_format playlist_type pmt_pid preset_name
  prores_format seek_decoded segment_time starting_timecode sws_flags tachyon_allow_add_2_2pd
  tachyon_allow_add_4_4pd tachyon_allow_add_4_6pd tachyon_allow_add_adaptive_pd
  tachyon_allow_add_euro_pd tachyon_allow_add_standard_pd tachyon_allow_remove_pulldown
  tachyon_cut_detection_sensitivity tachyon_enable_post_pulldown_filter tachyon_fallback_size
  tachyon_mblock_size tachyon_media_hint_has_chroma_noise tachyon_media_hint_is_cartoon
  tachyon_more_sensitive_remove_pulldown tachyon_motion_amount telestream_block_size
  telestream_blur_scaler telestream_cost_scaler telestream_search_length_scaler
  telestream_subpel_mode time_code title trailers transport_rate ts_pids upscale use_editlist
  use_source_timecode variants video_bitrate video_pid watermark_bottom watermark_bumpers
  watermark_height watermark_left watermark_right watermark_top watermark_trailers watermark_url
  watermark_width width x264_options x265_options xdcam_format
`;
const responsesOnly = "created_at description id inputs outputs stack updated_at";
const requestsOnly = `
  dynamic_recipe preset_version segment_delimiter size tar vantage_group_id workorder_criteria
`;

interface ProfileSchema {
  readonly properties?: object;
  readonly allOf?: readonly { readonly $ref: string }[];
}

test("specs/flip-3.1 has every field of a profile in responses", () => {
  expect(fieldsOf("profile.yaml", "Profile")).toEqual(list(shared, responsesOnly));
});

test("specs/flip-3.1 has every field of a profile in requests", () => {
  expect(fieldsOf("profile-body.yaml", "ProfileSettings")).toEqual(list(shared, requestsOnly));
});

test("specs/flip-3.1 requires the preset of a new profile", () => {
  const { ProfileBody } = readSchemas("profile-body.yaml");

  expect(ProfileBody).toMatchObject({
    required: ["preset_name"],
    allOf: [{ $ref: "#/ProfileSettings" }],
  });
});

function list(...texts: string[]): string[] {
  return texts.join(" ").trim().split(/\s+/).sort();
}

/** Lists the fields of a schema and of those that its `allOf` names. */
function fieldsOf(file: string, name: string): string[] {
  const { properties = {}, allOf = [] } = readSchemas(file)[name] ?? {};
  const others = allOf.flatMap(({ $ref }) => {
    const [target = "", schema = ""] = $ref.split("#/");
    return fieldsOf(target, schema);
  });
  return [...Object.keys(properties), ...others].sort();
}

function readSchemas(file: string): Readonly<Record<string, ProfileSchema>> {
  const url = new URL(`../../specs/flip-3.1/schemas/${file}`, import.meta.url);
  return parse(readFileSync(url, "utf8"));
}
