#pragma once

#include "models/language/language.h"
#include "models/planner/command_form.h"
#include "twin/scenario/fork.h"

#include <QList>
#include <QString>

namespace models {

/// Something a field may name.
struct FormChoice
{
    QString id;
    QString label; ///< its name in the current language; empty: it has none
};

/// What there is by name on the network a scenario stands on, what its commands added included: what forms
/// complete from. GUI thread.
class FormChoices
{
  public:
    /// @param fork null: of the snapshot
    FormChoices(twin::scenario::ForkPtr fork, twin::state::SnapshotPtr snapshot, const Language& language);

    /// @param what of FieldSource::Target: the kind, as files name it
    [[nodiscard]] QList<FormChoice> of(FieldSource source, const QString& what = {}) const;

  private:
    [[nodiscard]] QList<FormChoice> targets(const QString& what) const;
    [[nodiscard]] QList<FormChoice> jobs() const;
    void addMade(QList<FormChoice>& out, const QString& what) const;

    twin::scenario::ForkPtr m_fork;
    twin::state::SnapshotPtr m_snapshot;
    twin::registry::RegistryPtr m_registry; ///< null: nothing is known
    const Language& m_language;
};

} // namespace models
