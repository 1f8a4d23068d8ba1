#pragma once

#include "twin/scenario/action_fields.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <cstdint>

namespace models {

/// Commands as a person looks for them.
enum class CommandGroup : std::uint8_t { Failures, Network, Money, Demand, Works };
inline constexpr int kCommandGroupCount = 5;

/// What a field names: where its completion comes from.
enum class FieldSource : std::uint8_t {
    None,   ///< nothing that exists
    Target, ///< of the kind in the field `what`
    Conduit,
    Link,
    Pool,
    Place, ///< a pool or site
    Subject,
    Carrier,
    Province,
    Job,
    Tenant,
    ChipClass,
};

/// A field of a command's form. Its value is a text, as typed.
struct FormField
{
    enum class Kind : std::uint8_t {
        Text,
        Number,
        Rate,
        Moment,
        Choice,
        Flag,       ///< `true` or `false`
        Texts,      ///< one a line
        Placements, ///< a pool and cards a line
        Targets,    ///< a kind of element and its identifier a line
    };

    QString name; ///< the file's
    Kind kind = Kind::Text;
    FieldSource source = FieldSource::None;
    bool isRequired = false;
    bool isWhole = false;
    double least = 0; ///< in the file's unit
    double most = 0;
    int shift = 0; ///< what is typed times 10^shift is in the file's unit
    QString unit;  ///< of what is typed
    QString label;
    QString help;
    QStringList words; ///< of a choice
    /// Only when this other field has that value; empty: always.
    QString onlyWith;
    QString onlyWithValue;
};

/// The form of one command: what it can say, in the order in which a person says it, `at`, `until` and `note`
/// at the end.
struct CommandForm
{
    std::size_t action = 0; ///< its number in twin::scenario::Action
    QString name;           ///< the file's: `fail`
    CommandGroup group = CommandGroup::Failures;
    QString title;
    QString help;
    QList<FormField> fields;

    /// Null when there is none of that name.
    [[nodiscard]] const FormField* field(const QString& fieldName) const;
};

/// The forms of all commands in the current language, made of the table files are read by
/// (twin/scenario/action_fields.h): a form takes what a file takes.
class CommandForms
{
    Q_DECLARE_TR_FUNCTIONS(models::CommandForms)

  public:
    [[nodiscard]] static CommandForm of(std::size_t action);
    /// By group, in the order in which they are offered.
    [[nodiscard]] static QList<CommandForm> all();
    [[nodiscard]] static QString title(std::size_t action);
    [[nodiscard]] static CommandGroup group(std::size_t action);
    [[nodiscard]] static QString groupTitle(CommandGroup group);
    /// What a word of a choice is called; the word itself where there is nothing better.
    [[nodiscard]] static QString word(const QString& word);
};

} // namespace models
