#include "twin/alarm/attention_key.h"

#include <string_view>

namespace twin::alarm {

namespace {

constexpr std::size_t kMaxKeyBytes = 1'024;

/// Kept in stores: never changed.
std::string_view codeName(AttentionCode code)
{
    switch (code) {
    case AttentionCode::JournalFailing:
        return "journal-failing";
    case AttentionCode::JournalFilling:
        return "journal-filling";
    case AttentionCode::HistoryFailing:
        return "history-failing";
    case AttentionCode::ConduitCut:
        return "conduit-cut";
    case AttentionCode::Down:
        return "down";
    case AttentionCode::LinkOverload:
        return "link-overload";
    case AttentionCode::PoolFull:
        return "pool-full";
    case AttentionCode::Hot:
        return "hot";
    case AttentionCode::OpticalNearLimit:
        return "optical-near-limit";
    case AttentionCode::CardsFailed:
        return "cards-failed";
    case AttentionCode::Degraded:
        return "degraded";
    case AttentionCode::Alarm:
        return "alarm";
    case AttentionCode::SourceDisconnected:
        return "source-disconnected";
    case AttentionCode::Stale:
        return "stale";
    case AttentionCode::RefusedSamples:
        return "refused-samples";
    case AttentionCode::RefusedAlarms:
        return "refused-alarms";
    case AttentionCode::UnknownNames:
        return "unknown-names";
    case AttentionCode::NeverHeard:
        return "never-heard";
    case AttentionCode::Dropped:
        return "dropped";
    case AttentionCode::Residual:
        return "residual";
    }
    return "other";
}

std::string_view subjectName(const AttentionItem& item)
{
    switch (item.subject) {
    case AttentionSubject::Entity:
        return entityKindName(item.entity.kind);
    case AttentionSubject::Conduit:
        return "conduit";
    case AttentionSubject::Source:
        return "source";
    case AttentionSubject::Kind:
        return entityKindName(item.entity.kind);
    case AttentionSubject::Twin:
        break;
    }
    return "console";
}

std::string_view directionName(LinkDirection direction)
{
    switch (direction) {
    case LinkDirection::None:
        break;
    case LinkDirection::Forward:
        return "forward";
    case LinkDirection::Reverse:
        return "reverse";
    }
    return "";
}

void append(std::string& out, std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '/' || c == '%' || byte < 0x20 || byte == 0x7F) {
            out += '%';
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 0x0FU];
        } else {
            out += c;
        }
    }
}

/// To at most `maxBytes`, between characters.
void cut(std::string& text, std::size_t maxBytes)
{
    if (text.size() <= maxBytes) {
        return;
    }
    std::size_t end = maxBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    text.resize(end);
}

} // namespace

std::string attentionKey(const AttentionItem& item)
{
    std::string out(codeName(item.code));
    out += '/';
    out += subjectName(item);
    out += '/';
    out += directionName(item.direction);
    out += '/';
    append(out, item.type);
    out += '/';
    append(out, item.id);
    cut(out, kMaxKeyBytes);
    return out;
}

} // namespace twin::alarm
