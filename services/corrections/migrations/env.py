from services.common.storage.migrate import run
from services.corrections.models import Base

run(Base.metadata)
