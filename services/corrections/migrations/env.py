from services.common.storage.migrate import run
from services.corrections.store.models import Base

run(Base.metadata)
